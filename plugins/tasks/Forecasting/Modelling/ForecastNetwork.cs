using RnnModular.Learning;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>The sizes of a network.</summary>
/// <param name="Cell">Registry id of the cell.</param>
/// <param name="Features">Values a step.</param>
/// <param name="Hidden">Hidden size H.</param>
/// <param name="Layers">Cells stacked.</param>
/// <param name="Horizon">Steps it forecasts at once.</param>
/// <param name="Dropout">Share of the last state dropped while training.</param>
public sealed record NetworkShape(string Cell, int Features, int Hidden, int Layers, int Horizon, double Dropout)
{
    /// <summary>While training, steps of a segment that the backward run makes again, as <see cref="RecurrentOptions.RecomputedSteps"/>; the numbers do not depend on it.</summary>
    public int? RecomputedSteps { get; init; }
}

/// <summary>
/// A recurrent layer over the window and one linear layer from its last output to all steps of the horizon at once. The
/// linear layer starts at zero: an untrained network adds nothing to the blend.
/// </summary>
public sealed class ForecastNetwork : IDisposable
{
    readonly Recurrent _recurrent;
    readonly GatherRows _last = new("last");
    readonly Dropout _dropout;
    readonly Linear _head;

    /// <summary>Makes the layers with weights drawn from the seed.</summary>
    /// <exception cref="RnnException">No plugin provides the cell.</exception>
    public ForecastNetwork(ICellRegistry cells, NetworkShape shape, ulong seed)
    {
        Store = new ParameterStore(seed);
        var options = new RecurrentOptions(shape.Features, shape.Hidden) { Layers = shape.Layers, Dropout = shape.Dropout, RecomputedSteps = shape.RecomputedSteps };
        _recurrent = new Recurrent(Store, "rnn", cells.Get(shape.Cell), options);
        _dropout = new Dropout("dropout", shape.Dropout, seed);
        _head = new Linear(Store, "head", _recurrent.OutputSize, shape.Horizon);
        _head.Weight.Values.Clear();
        _head.Bias!.Values.Clear();
    }

    /// <summary>All weights.</summary>
    public ParameterStore Store { get; }

    /// <summary>Standardised windows [B · L, features], packed, to standardised forecasts [B, horizon].</summary>
    public Tensor Forward(Tape tape, SequenceLayout layout, MatrixView x)
    {
        RecurrentOutput output = _recurrent.Forward(tape, layout, tape.Constant(x));
        Tensor last = _last.LastStep(tape, layout, output.Y);
        return _head.Forward(tape, _dropout.Forward(tape, last));
    }

    /// <summary>Frees cells and weights.</summary>
    public void Dispose()
    {
        _recurrent.Dispose();
        Store.Dispose();
    }
}
