using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

/// <summary>
/// A small cell in plain scalar code: h' = tanh(W x + b + U h + c), m' = m/2 + h'/2, y = m'. It has two states, and it
/// writes NaN wherever the contract leaves values undefined, so that nobody relies on them.
/// </summary>
sealed class LeakyCell(CellSizes sizes) : RecurrentCell
{
    readonly int _i = sizes.Input;
    readonly int _h = sizes.Hidden;

    public float[] Weights { get; } = new float[sizes.Hidden * (sizes.Input + sizes.Hidden + 2)];

    public override CellDescriptor Descriptor => LeakyFactory.Description;

    public override int InputSize => _i;

    public override int HiddenSize => _h;

    public override int OutputSize => _h;

    public override int StateWidth => 2 * Alignment.Stride(_h);

    public override int ParameterCount => Weights.Length;

    public int OffsetU => _h * _i;

    public int OffsetB => OffsetU + _h * _h;

    public int OffsetC => OffsetB + _h;

    public int OffsetM => Alignment.Stride(_h);

    public override IReadOnlyList<CellParameter> Parameters =>
    [
        new("W", _h, _i, 0, InitialValue.UniformByHidden, 0),
        new("U", _h, _h, OffsetU, InitialValue.Orthogonal, 0),
        new("b", _h, 1, OffsetB, InitialValue.UniformByHidden, 0),
        new("c", _h, 1, OffsetC, InitialValue.Constant, 0.25f),
    ];

    public override IReadOnlyList<CellTensor> Tensors =>
    [
        new("weight_ih", [_h, _i], 0, _h * _i),
        new("weight_hh", [_h, _h], OffsetU, _h * _h),
        new("bias_ih", [_h], OffsetB, _h),
        new("bias_hh", [_h], OffsetC, _h),
    ];

    public override IReadOnlyList<CellState> States { get; } =
        [new("h", sizes.Hidden, 1, 0), new("m", sizes.Hidden, 1, Alignment.Stride(sizes.Hidden))];

    public override SimdWidth Width => SimdWidth.Portable;

    public override void Load(ReadOnlySpan<float> parameters) => parameters.CopyTo(Weights);

    public override CellWorkspace CreateWorkspace() => new LeakyWorkspace(this);

    protected override void Dispose(bool disposing) { }
}

sealed class LeakyFactory : ICellFactory
{
    public static CellDescriptor Description { get; } = new(
        "leaky", "For tests.", "h' = tanh(W x + b + U h + c)", ["I", "H"], ["h", "m"],
        [new("weight_ih", ["W"]), new("weight_hh", ["U"]), new("bias_ih", ["b"]), new("bias_hh", ["c"])]);

    public CellDescriptor Descriptor => Description;

    public RecurrentCell Create(CellSizes sizes, SimdWidth? width = null) => new LeakyCell(sizes);
}
