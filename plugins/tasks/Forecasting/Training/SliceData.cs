using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Training;

/// <summary>The windows of a slice, by the blend chosen from what the slice may know, with sizes measured on its training targets only.</summary>
public sealed class SliceData
{
    /// <summary>Measures the sizes.</summary>
    public SliceData(WindowSet windows, Slice slice)
    {
        Windows = windows;
        Slice = slice;
        Standardisation = Standardisation.Fit(windows, slice.Cutoff, out double scale);
        Scale = scale;
        Batch = new WindowBatch(windows, Standardisation, scale);
    }

    /// <summary>All windows of the training part.</summary>
    public WindowSet Windows { get; }

    /// <summary>Where training and validation end.</summary>
    public Slice Slice { get; }

    /// <summary>Sizes of inputs and targets.</summary>
    public Standardisation Standardisation { get; }

    /// <summary>Input scale of the series.</summary>
    public double Scale { get; }

    /// <summary>The windows as networks take them.</summary>
    public WindowBatch Batch { get; }
}
