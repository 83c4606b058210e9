using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit;

/// <summary>Emits one stage for one instruction set: the products, then the elementwise lines that consume their sums.</summary>
sealed class StageEmitter(CodeWriter code, InstructionSet set, FrameLayout frame, StagePlan plan, IReadOnlyDictionary<string, string> equations)
{
    readonly ElementwiseLines _lines = new(code, frame, plan, equations);

    /// <summary>Writes the stage's methods.</summary>
    public void Emit(Stage stage)
    {
        if (stage.IsOfRows)
        {
            new RowFunctionEmitter(code, frame, plan).Emit(stage);
        }
        else if (stage.Shape.IsMatrix)
        {
            new MatrixStageEmitter(code, set, frame, plan, _lines).Emit(stage);
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

    void Elementwise(Stage stage)
    {
        string lanes = Literal.Integer(set.Lanes);
        using (code.Open($"public override void {stage.Name}(in Frame f, int rows, int from, int to)"))
        using (code.Open("for (nint i = 0; i < rows; i++)"))
        using (code.Open($"for (nint j = from; j < to; j += {lanes})"))
        {
            _lines.Write(stage, _ => null);
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
                _lines.Write(stage, node => places.TryGetValue(node, out int place) ? $"V.Load(sums{Offset(place * set.Lanes)})" : null);
            }
        }
    }

    void Product(Stage stage, ProductGroup group, int index, string sums, string lanes)
    {
        WideProduct product = group.Products[index];
        string panel = frame.Panel(stage, group, product).Field;
        code.Line($"// {(index == 0 ? "" : "+ ")}{ProductText.Of(plan.Nodes, group, index)}");
        code.Line($"Multiply{Literal.Integer(group.Nodes.Count)}(sums{Offset(group.First * set.Lanes)}, {sums}, {frame.Base(product.Operand)} + row * {frame.Stride(product.Operand)}, {frame.Stride(product.Operand)}, f.{panel} + j * {(group.Nodes.Count == 1 ? "" : Literal.Integer(group.Nodes.Count) + " * ")}{frame.Size(product.Depth)}, {frame.Size(product.Depth)}, rows, blocks, {(index == 0 ? "false" : "true")});");
    }

    static string Offset(int floats) => floats == 0 ? "" : " + " + Literal.Integer(floats);
}
