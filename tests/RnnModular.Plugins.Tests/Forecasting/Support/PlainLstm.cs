using System.Numerics.Tensors;

namespace RnnModular.Plugins.Tests.Forecasting;

/// <summary>
/// An LSTM written by hand, one row at a time, so that the forecasting tests stand on nothing but the contracts. Gates in the
/// order i, f, g, o; one bias. Initial states and their gradients are not needed here and not there.
/// </summary>
sealed class PlainLstm(int input, int hidden) : RecurrentCell
{
    public override CellDescriptor Descriptor => PlainLstmFactory.Description;

    public override int InputSize => input;

    public override int HiddenSize => hidden;

    public override int OutputSize => hidden;

    public override int StateWidth => 2 * Alignment.Stride(hidden);

    public override int ParameterCount => 4 * hidden * (input + hidden + 1);

    public override IReadOnlyList<CellParameter> Parameters =>
    [
        new("W", 4 * hidden, input, 0, InitialValue.UniformByHidden, 0),
        new("U", 4 * hidden, hidden, 4 * hidden * input, InitialValue.UniformByHidden, 0),
        new("b", 4 * hidden, 1, 4 * hidden * (input + hidden), InitialValue.UniformByHidden, 0),
    ];

    public override IReadOnlyList<CellTensor> Tensors =>
    [
        new("weight_ih", [4 * hidden, input], 0, 4 * hidden * input),
        new("weight_hh", [4 * hidden, hidden], 4 * hidden * input, 4 * hidden * hidden),
        new("bias_ih", [4 * hidden], 4 * hidden * (input + hidden), 4 * hidden),
    ];

    public override IReadOnlyList<CellState> States => [new("h", hidden, 0), new("c", hidden, Alignment.Stride(hidden))];

    public override SimdWidth Width => SimdWidth.Portable;

    /// <summary>Columns of [W U]ᵀ: row k holds the 4H weights of input k, then of hidden value k − I.</summary>
    internal float[][] Columns { get; } = [.. Enumerable.Range(0, input + hidden).Select(_ => new float[4 * hidden])];

    internal float[] Bias { get; } = new float[4 * hidden];

    public override void Load(ReadOnlySpan<float> parameters)
    {
        for (int gate = 0; gate < 4 * hidden; gate++)
        {
            for (int k = 0; k < input; k++)
            {
                Columns[k][gate] = parameters[gate * input + k];
            }

            for (int k = 0; k < hidden; k++)
            {
                Columns[input + k][gate] = parameters[4 * hidden * input + gate * hidden + k];
            }

            Bias[gate] = parameters[4 * hidden * (input + hidden) + gate];
        }
    }

    public override CellWorkspace CreateWorkspace() => new PlainLstmWorkspace(this);

    protected override void Dispose(bool disposing) { }

    /// <summary>One step: gates [4H] are kept for the way back.</summary>
    internal void Step(ReadOnlySpan<float> x, ReadOnlySpan<float> h, ReadOnlySpan<float> c, Span<float> gates, Span<float> nextH, Span<float> nextC)
    {
        Bias.CopyTo(gates);
        for (int k = 0; k < input; k++)
        {
            TensorPrimitives.MultiplyAdd(Columns[k], x[k], gates, gates);
        }

        for (int k = 0; k < hidden; k++)
        {
            TensorPrimitives.MultiplyAdd(Columns[input + k], h[k], gates, gates);
        }

        TensorPrimitives.Sigmoid(gates[..(2 * hidden)], gates[..(2 * hidden)]);
        TensorPrimitives.Tanh(gates[(2 * hidden)..(3 * hidden)], gates[(2 * hidden)..(3 * hidden)]);
        TensorPrimitives.Sigmoid(gates[(3 * hidden)..], gates[(3 * hidden)..]);
        for (int j = 0; j < hidden; j++)
        {
            nextC[j] = gates[hidden + j] * c[j] + gates[j] * gates[2 * hidden + j];
            nextH[j] = gates[3 * hidden + j] * MathF.Tanh(nextC[j]);
        }
    }
}

/// <summary>Makes <see cref="PlainLstm"/>s.</summary>
sealed class PlainLstmFactory : ICellFactory
{
    public static CellDescriptor Description { get; } = new("lstm", "An LSTM written by hand.", "", ["I", "H"], ["h", "c"],
        [new("weight_ih", ["W"]), new("weight_hh", ["U"]), new("bias_ih", ["b"])]);

    public CellDescriptor Descriptor => Description;

    public RecurrentCell Create(CellSizes sizes, SimdWidth? width = null) => new PlainLstm(sizes.Input, sizes.Hidden);
}

/// <summary>A registry of this one cell.</summary>
sealed class PlainCells : ICellRegistry
{
    public IReadOnlyList<ICellFactory> All { get; } = [new PlainLstmFactory()];

    public ICellFactory Get(string id) => All.FirstOrDefault(c => c.Descriptor.Id == id)
        ?? throw new RnnException(FailureKind.Plugin, $"There is no cell '{id}'; there is: lstm.");

    public void Register(ICellFactory factory) => throw new NotSupportedException();
}
