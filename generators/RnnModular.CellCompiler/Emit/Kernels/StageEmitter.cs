using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>Emits one stage for one instruction set: the products, then the elementwise lines that consume their sums.</summary>
sealed class StageEmitter(CodeWriter code, InstructionSet set, FrameLayout frame, StagePlan plan, IReadOnlyDictionary<string, string> equations)
{
    /// <summary>What a stage's method takes: the frame, the rows from its first on, the lanes, and where it walks them itself the steps.</summary>
    public static string Parameters(Stage stage) => "in Frame f, int rows, int from, int to" + (stage.WalksSteps ? ", int steps" : "");

    /// <summary>Writes the stage's methods.</summary>
    public void Emit(Stage stage)
    {
        if (stage.IsOfMatrices)
        {
            new MatrixFunctionEmitter(code, set, frame, plan).Emit(stage);
        }
        else if (stage.IsOfRows)
        {
            new RowFunctionEmitter(code, frame, plan).Emit(stage);
        }
        else if (stage.WalksSteps)
        {
            new StepWalkEmitter(code, set, frame, Lines(stage)).Emit(stage);
        }
        else if (stage.Shape.IsMatrix)
        {
            new MatrixStageEmitter(code, set, frame, Lines(stage)).Emit(stage);
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

    ElementwiseLines Lines(Stage stage) => new(code, set, frame, plan, equations, stage);

    void Elementwise(Stage stage)
    {
        ElementwiseLines lines = Lines(stage);
        var sums = new LaneSums(code, set, lines.Scope);
        Node[] summed = lines.Sums(Operations.Sum);
        using (code.Open($"public override void {stage.Name}(in Frame f, int rows, int from, int to)"))
        {
            if (summed.Length > 0)
            {
                AllLanes("A sum needs all lanes: one worker takes them.", stage);
            }

            lines.Pointers.Widths();
            sums.Room(summed);
            using (code.Open("for (nint i = 0; i < rows; i++)"))
            {
                lines.Row();
                sums.Start();
                using (code.Open($"for (nint j = from; j < to; j += {Literal.Integer(set.Lanes)})"))
                {
                    lines.Lanes(_ => null, (sum, text) => sums.Add(sum, text, frame.Size(stage.Lanes)));
                }

                foreach (Node sum in summed)
                {
                    foreach (Store store in lines.StoresOf(sum))
                    {
                        lines.Guarded(store, $"*({lines.Pointers.Of(store.Place)}) = {sums.Total(sum)};");
                    }
                }
            }
        }
    }

    void AllLanes(string why, Stage stage)
    {
        code.Line($"// {why}");
        using (code.Open("if (from > 0)"))
        {
            code.Line("return;");
        }

        code.Line();
        code.Line($"to = {frame.Size(stage.Extent)};");
    }

    void Products(Stage stage)
    {
        IReadOnlyList<ProductGroup> groups = ProductGroup.Of(stage, TileSet.MostGates);
        string sums = Literal.Integer(stage.Accumulators.Count);
        string lanes = Literal.Integer(set.Lanes);
        int widest = groups.Max(g => g.Nodes.Count);
        code.Line($"public override void {stage.Name}(in Frame f, int rows, int from, int to) => Sweep{Literal.Integer(widest)}(&{stage.Name}Tile, f, rows, from, to, {WeightsOfALane(groups)});");
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
            ElementwiseLines lines = Lines(stage);
            lines.Pointers.Widths();
            using (code.Open($"for (int block = 0; block < blocks; block++, j += {lanes})"))
            using (code.Open($"for (nint i = row; i < row + rows; i++, sums += {Literal.Integer(stage.Accumulators.Count * set.Lanes)})"))
            {
                var places = groups.SelectMany(g => g.Nodes.Select((node, index) => (node, Place: g.First + index))).ToDictionary(n => n.node, n => n.Place);
                lines.Row();
                lines.Lanes(node => places.TryGetValue(node, out int place) ? $"V.Load(sums{Offset(place * set.Lanes)})" : null, (_, _) => { });
            }
        }
    }

    void Product(Stage stage, ProductGroup group, int index, string sums, string lanes)
    {
        WideProduct product = group.Products[index];
        string panel = frame.Panel(stage, group, product).Field;
        code.Line($"// {(index == 0 ? "" : "+ ")}{ProductText.Of(plan.Nodes, group, index)}");
        code.Line($"Multiply{Literal.Integer(group.Nodes.Count)}(sums{Offset(group.First * set.Lanes)}, {sums}, {frame.Base(product.Operand)} + row * {frame.Stride(product.Operand)}, {frame.Stride(product.Operand)}, f.{panel}, j, {frame.Size(product.Depth)}, rows, blocks, {(index == 0 ? "false" : "true")});");
    }

    string WeightsOfALane(IReadOnlyList<ProductGroup> groups) => string.Join(" + ", groups
        .SelectMany(g => g.Products.Select(p => (Gates: g.Nodes.Count, p.Depth)))
        .GroupBy(p => p.Depth, p => p.Gates)
        .Select(d => (d.Sum() == 1 ? "" : $"{Literal.Integer(d.Sum())} * ") + frame.Size(d.Key)));

    static string Offset(int floats) => floats == 0 ? "" : " + " + Literal.Integer(floats);
}
