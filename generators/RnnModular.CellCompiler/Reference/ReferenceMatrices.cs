using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Reference;

/// <summary>Vectors spread over matrices, and sums along an axis; matrices row-major.</summary>
static class ReferenceMatrices
{
    /// <summary>The value of a node.</summary>
    /// <param name="node">A broadcast or a sum along an axis.</param>
    /// <param name="operand">Its operand.</param>
    /// <param name="sizes">The sizes.</param>
    public static double[] Evaluate(Node node, double[] operand, SizeEvaluator sizes)
    {
        bool byRow = node.Operation == MatrixValues.EachRow || node.Operation == MatrixValues.SumRows;
        if (node.Operation.Kind == OperationKind.Broadcast)
        {
            int columns = sizes.Of(node.Shape.Columns);
            return [.. Enumerable.Range(0, sizes.Of(node.Shape.Rows) * columns).Select(at => operand[byRow ? at % columns : at / columns])];
        }

        var sum = new double[sizes.Of(node.Shape.Rows)];
        int width = byRow ? sum.Length : operand.Length / sum.Length;
        for (int at = 0; at < operand.Length; at++)
        {
            sum[byRow ? at % width : at / width] += operand[at];
        }

        return sum;
    }
}
