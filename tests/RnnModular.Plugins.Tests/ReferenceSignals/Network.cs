using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.ReferenceSignals;

/// <summary>The layers of the reference networks, each over a whole signal [T, width] row by row.</summary>
static class Network
{
    /// <summary>A dense layer: weight [out, in], bias [out].</summary>
    public static float[] Dense(float[] x, float[] weight, float[] bias, Func<float, float> activation)
    {
        int outputs = bias.Length;
        int inputs = weight.Length / outputs;
        var y = new float[x.Length / inputs * outputs];
        for (int at = 0; at < y.Length; at++)
        {
            double sum = bias[at % outputs];
            for (int input = 0; input < inputs; input++)
            {
                sum += (double)weight[at % outputs * inputs + input] * x[at / outputs * inputs + input];
            }

            y[at] = activation((float)sum);
        }

        return y;
    }

    /// <summary>A cell from a state of zeros, with weights by public tensor name.</summary>
    public static float[] Recurrent(ICellFactory cells, float[] x, int inputs, int hidden, Func<string, float[]> weightOf)
    {
        using RecurrentCell cell = cells.Create(new CellSizes(inputs, hidden));
        var parameters = new float[cell.ParameterCount];
        foreach (CellTensor tensor in cell.Tensors)
        {
            weightOf(tensor.Name).CopyTo(parameters.AsSpan(tensor.Offset, tensor.Length));
        }

        cell.Load(parameters);
        using CellWorkspace workspace = cell.CreateWorkspace();
        using AlignedRows input = AlignedRows.Of(x, inputs);
        MatrixView y = workspace.Forward(SequenceLayout.Dense(1, x.Length / inputs), input.View, MatrixView.None, MatrixView.None, training: false, WorkerTeam.Single);
        return CellStates.Values(y);
    }

    /// <summary>The transpose of a [rows, columns] matrix: Keras has inputs in rows.</summary>
    public static float[] Transpose(float[] matrix, int columns)
    {
        int rows = matrix.Length / columns;
        return [.. Enumerable.Range(0, matrix.Length).Select(at => matrix[at % rows * columns + at / rows])];
    }
}
