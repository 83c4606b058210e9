using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Reference;

/// <summary>What reads matrices of one sequence whole, value by value; matrices row-major.</summary>
static class ReferenceMatrixFunctions
{
    /// <summary>The value of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="sizes">The sizes.</param>
    public static double[] Evaluate(Node node, double[][] operands, SizeEvaluator sizes)
    {
        (int rows, int columns) = (sizes.Of(node.Shape.Rows), sizes.Of(node.Shape.Columns));
        int[] first = node.Detail is null ? [] : [.. node.Detail.Split(';').Select(d => sizes.Of(new Dim(d)))];
        double[] Each(int width, Func<int, int, double> value) => [.. Enumerable.Range(0, rows * columns).Select(at => value(at / width, at % width))];
        double[] a = operands[0];
        switch (node.Operation.Name)
        {
            case "matrix product" or "rows times a weight":
                int depth = a.Length / rows;
                return Each(columns, (r, c) => Enumerable.Range(0, depth).Sum(k => a[(r * depth) + k] * operands[1][(k * columns) + c]));
            case "transposed matrix product":
                return Each(columns, (r, c) => Enumerable.Range(0, a.Length / rows).Sum(k => a[(k * rows) + r] * operands[1][(k * columns) + c]));
            case "transposed":
                return Each(columns, (r, c) => a[(c * rows) + r]);
            case "rows":
                int width = node.Shape.IsMatrix ? columns : rows;
                return [.. a.Skip(first[0] * width).Take(rows * columns)];
            case "rows among zeros":
                return Each(columns, (r, c) => r >= first[0] && ((r - first[0]) * columns) + c < a.Length ? a[((r - first[0]) * columns) + c] : 0);
            case "stacked":
                return [.. operands.SelectMany(o => o)];
            case "largest of each row":
                return Each(1, (r, _) => a.Skip(r * (a.Length / rows)).Take(a.Length / rows).Max());
            case "largest of each column":
                return Each(1, (c, _) => Enumerable.Range(0, a.Length / rows).Max(r => a[(r * rows) + c]));
            default:
                // A vector read as a matrix and a matrix read as a vector are the same numbers.
                return a;
        }
    }
}
