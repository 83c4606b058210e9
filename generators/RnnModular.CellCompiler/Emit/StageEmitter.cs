using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit;

/// <summary>Emits one stage for one instruction set: the products, then the elementwise lines that consume their sums.</summary>
sealed class StageEmitter(CodeWriter code, InstructionSet set, FrameLayout frame, StagePlan plan, IReadOnlyDictionary<string, string> equations)
{
    /// <summary>Writes the stage's methods.</summary>
    public void Emit(Stage stage)
    {
        if (stage.IsReduction)
        {
            Reduction(stage);
        }
        else if (stage.Accumulators.Count == 0)
        {
            Elementwise(stage);
        }
        else
        {
            Products(stage);
        }
    }

    void Reduction(Stage stage)
    {
        using (code.Open($"public override void {stage.Name}(in Frame f, int rows, int from, int to)"))
        using (code.Open("if (from == 0)"))
        {
            Place source = stage.Loads[0].Place;
            foreach (Store store in stage.Stores)
            {
                string sum = $"{plan.Nodes[store.Node].Operation.Reducer}.Rows({frame.Base(source)}, {frame.Stride(source)}, {frame.Size(stage.Lanes)}, {frame.Base(store.Place)}, {frame.Stride(store.Place)}, rows);";
                string condition = Condition(store);
                if (condition.Length == 0)
                {
                    code.Line(sum);
                    continue;
                }

                using (code.Open($"if ({condition})"))
                {
                    code.Line(sum);
                }
            }
        }
    }

    void Elementwise(Stage stage)
    {
        string lanes = Literal.Integer(set.Lanes);
        using (code.Open($"public override void {stage.Name}(in Frame f, int rows, int from, int to)"))
        using (code.Open("for (nint i = 0; i < rows; i++)"))
        using (code.Open($"for (nint j = from; j < to; j += {lanes})"))
        {
            Epilogue(stage, _ => null);
        }
    }

    void Products(Stage stage)
    {
        IReadOnlyList<ProductGroup> groups = ProductGroup.Of(stage, TileSet.MostGates);
        string sums = Literal.Integer(stage.Accumulators.Count);
        string lanes = Literal.Integer(set.Lanes);
        int widest = groups.Max(g => g.Nodes.Count);
        code.Line($"public override void {stage.Name}(in Frame f, int rows, int from, int to) => Sweep{Literal.Integer(widest)}(&{stage.Name}Tile, f, rows, from, to, {sums});");
        code.Line();
        using (code.Open($"static void {stage.Name}Tile(in Frame f, nint row, int rows, nint j, int blocks, float* sums)"))
        {
            foreach (ProductGroup group in groups)
            {
                for (int index = 0; index < group.Products.Count; index++)
                {
                    Product(stage, group, index, sums, lanes);
                }
            }

            code.Line();
            using (code.Open($"for (int block = 0; block < blocks; block++, j += {lanes})"))
            using (code.Open($"for (nint i = row; i < row + rows; i++, sums += {Literal.Integer(stage.Accumulators.Count * set.Lanes)})"))
            {
                var places = groups.SelectMany(g => g.Nodes.Select((node, index) => (node, Place: g.First + index))).ToDictionary(n => n.node, n => n.Place);
                Epilogue(stage, node => places.TryGetValue(node, out int place) ? $"V.Load(sums{Offset(place * set.Lanes)})" : null);
            }
        }
    }

    void Product(Stage stage, ProductGroup group, int index, string sums, string lanes)
    {
        WideProduct product = group.Products[index];
        string operand = string.Join(" | ", product.Weights.Select(w => $"{w}{(product.Transposed ? "ᵀ" : "")} {product.Operand}"));
        string panel = frame.Panel(stage, group, product).Field;
        code.Line($"// {(index == 0 ? "" : "+ ")}{operand}");
        code.Line($"Multiply{Literal.Integer(group.Nodes.Count)}(sums{Offset(group.First * set.Lanes)}, {sums}, {frame.Base(product.Operand)} + row * {frame.Stride(product.Operand)}, {frame.Stride(product.Operand)}, f.{panel} + j * {(group.Nodes.Count == 1 ? "" : Literal.Integer(group.Nodes.Count) + " * ")}{frame.Size(product.Depth)}, {frame.Size(product.Depth)}, rows, blocks, {(index == 0 ? "false" : "true")});");
    }

    static string Offset(int floats) => floats == 0 ? "" : " + " + Literal.Integer(floats);

    void Epilogue(Stage stage, Func<int, string?> sum)
    {
        var names = new Dictionary<int, string>();
        var scope = new NameScope("i", "j", "f", "row", "rows", "block", "blocks", "sums", "from", "to", "V", "Lanes", "VectorMath");
        var uses = stage.Computes.SelectMany(c => plan.Nodes[c].Operands).GroupBy(o => o).ToDictionary(g => g.Key, g => g.Count());
        var stored = new HashSet<int>(stage.Stores.Select(s => s.Node));
        var text = new VectorText(plan.Nodes, id => names.TryGetValue(id, out string? name) ? name : null);

        foreach (Load load in stage.Loads)
        {
            Node node = plan.Nodes[load.Node];
            bool scalar = node.Shape.IsScalar && !stage.Lanes.IsOne;
            names[load.Node] = scope.Take(load.Place.Kind == PlaceKind.Next ? node.Name! + "Next" : node.Name ?? "t" + Literal.Integer(node.Id));
            string pointer = frame.At(load.Place, scalar);
            code.Line($"Lanes {names[load.Node]} = {(scalar ? $"V.Create(*({pointer}))" : $"V.Load({pointer})")};");
        }

        foreach (Accumulator accumulator in stage.Accumulators)
        {
            Node node = plan.Nodes[accumulator.Node];
            string load = sum(accumulator.Node)!;
            bool once = uses.TryGetValue(node.Id, out int count) && count == 1 && !stored.Contains(node.Id);
            names[node.Id] = once ? load : scope.Take(node.Name ?? "t" + Literal.Integer(node.Id));
            if (!once)
            {
                code.Line($"Lanes {names[node.Id]} = {load};");
            }
        }

        HashSet<int> inline = Inlining.Of(plan.Nodes, stage.Computes, id => plan.Nodes[id].Name is null && !stored.Contains(id));
        foreach (int id in stage.Computes)
        {
            Node node = plan.Nodes[id];
            if (inline.Contains(id))
            {
                continue;
            }

            string right = text.Of(id);
            names[id] = scope.Take(node.Name ?? "t" + Literal.Integer(id));
            if (node.Name is not null && equations.TryGetValue(node.Name, out string? equation))
            {
                code.Line($"// {equation}");
            }

            code.Line($"Lanes {names[id]} = {right};");
        }

        Stores(stage, text);
    }

    void Stores(Stage stage, VectorText text)
    {
        // Stores under one condition stand in one block.
        foreach (var conditional in stage.Stores.GroupBy(Condition).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (conditional.Key.Length == 0)
            {
                Lines(conditional);
                continue;
            }

            using (code.Open($"if ({conditional.Key})"))
            {
                Lines(conditional);
            }
        }

        void Lines(IEnumerable<Store> stores)
        {
            foreach (Store store in stores)
            {
                code.Line($"V.Store({text.Operand(store.Node, 0, false)}, {frame.At(store.Place, false)});");
            }
        }
    }

    static string Condition(Store store) => store.Place.IsOptional ? "f.dx != null" : store.TrainingOnly ? "f.training" : "";
}
