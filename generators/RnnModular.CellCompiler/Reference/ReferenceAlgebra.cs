using RnnModular.CellCompiler.Binding.Constants;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Reference;

/// <summary>Linear algebra on weights in float64, as constants have it; a singular matrix gives NaN.</summary>
static class ReferenceAlgebra
{
    /// <summary>The value of a node, row-major.</summary>
    /// <param name="node">The node.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="sizes">The sizes.</param>
    public static double[] Evaluate(Node node, double[][] operands, SizeEvaluator sizes)
    {
        (int rows, int columns) = (sizes.Of(node.Shape.Rows), sizes.Of(node.Shape.Columns));
        int inner = operands[0].Length / rows;
        var a = new ConstantValue(rows, inner, true, operands[0]);
        ConstantValue Right() => new(inner, columns, true, operands[1]);
        if (node.Operation == WeightAlgebra.Product)
        {
            return MatrixAlgebra.Product(a, Right()).Values;
        }

        if (node.Operation == WeightAlgebra.Exponential)
        {
            return MatrixAlgebra.Exponential(a).Values;
        }

        if (node.Operation == WeightAlgebra.ExponentialGradient)
        {
            return Slope(MatrixAlgebra.Transpose(a), Right());
        }

        ConstantValue right = node.Operation == WeightAlgebra.Solve ? Right() : ConstantValue.Identity(rows);
        return MatrixAlgebra.Solve(a, right)?.Values ?? [.. Enumerable.Repeat(double.NaN, rows * columns)];
    }

    // The corner of e^[A E; 0 A] (Van Loan 1978).
    static double[] Slope(ConstantValue a, ConstantValue direction)
    {
        int n = a.Rows;
        ConstantValue blocks = ConstantValue.Matrix(2 * n, 2 * n);
        for (int row = 0; row < n; row++)
        {
            Array.Copy(a.Values, row * n, blocks.Values, row * 2 * n, n);
            Array.Copy(direction.Values, row * n, blocks.Values, (row * 2 * n) + n, n);
            Array.Copy(a.Values, row * n, blocks.Values, ((row + n) * 2 * n) + n, n);
        }

        double[] exponential = MatrixAlgebra.Exponential(blocks).Values;
        return [.. Enumerable.Range(0, n * n).Select(at => exponential[(at / n * 2 * n) + n + (at % n)])];
    }
}
