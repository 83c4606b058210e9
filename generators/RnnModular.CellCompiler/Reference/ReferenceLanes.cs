using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Reference;

/// <summary>Slices, concatenations and running sums, lane by lane.</summary>
static class ReferenceLanes
{
    /// <summary>The value of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="sizes">The sizes.</param>
    public static double[] Evaluate(Node node, double[][] operands, SizeEvaluator sizes)
    {
        var result = new double[sizes.Of(node.Shape.Rows)];
        if (node.Operation == LaneMoves.CumulativeSum || node.Operation == LaneMoves.SumFromHere)
        {
            double sum = 0;
            for (int step = 0; step < result.Length; step++)
            {
                int lane = node.Operation == LaneMoves.CumulativeSum ? step : result.Length - 1 - step;
                result[lane] = sum += operands[0][lane];
            }

            return result;
        }

        int[] offsets = [.. node.Detail!.Split(';').Select(d => sizes.Of(new Dim(d)))];
        if (node.Operation == LaneMoves.Slice)
        {
            Array.Copy(operands[0], offsets[0], result, 0, result.Length);
            return result;
        }

        for (int part = 0; part < operands.Length; part++)
        {
            Array.Copy(operands[part], 0, result, offsets[part], operands[part].Length);
        }

        return result;
    }
}
