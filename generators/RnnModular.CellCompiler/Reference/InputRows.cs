using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Reference;

/// <summary>An input row as the contract has it: x and then each side input, side by side.</summary>
sealed class InputRows
{
    readonly Dictionary<int, (int Offset, int Size)> _parts = [];

    /// <summary>The row of a step with sizes.</summary>
    public InputRows(StepGraph graph, SizeEvaluator sizes)
    {
        foreach (int leaf in graph.SideInputs.Select(i => i.Leaf).Prepend(graph.Input))
        {
            int size = sizes.Of(graph.Nodes[leaf].Shape.Rows);
            _parts.Add(leaf, (Width, size));
            Width += size;
        }
    }

    /// <summary>Values in a row.</summary>
    public int Width { get; }

    /// <summary>The values of one input.</summary>
    public double[] Part(double[] row, int leaf) => [.. row.Skip(_parts[leaf].Offset).Take(_parts[leaf].Size)];

    /// <summary>Writes the values of one input; a single number stands for all of them.</summary>
    public void Put(double[] row, int leaf, double[] values)
    {
        (int offset, int size) = _parts[leaf];
        for (int index = 0; index < size; index++)
        {
            row[offset + index] = values[values.Length == 1 ? 0 : index];
        }
    }
}
