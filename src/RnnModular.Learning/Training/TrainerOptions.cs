namespace RnnModular.Learning;

/// <summary>How a <see cref="Trainer"/> trains.</summary>
/// <param name="MaxEpochs">Epochs at most, at least 1.</param>
public sealed record TrainerOptions(int MaxEpochs)
{
    /// <summary>The common norm gradients are scaled down to; null leaves them.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The bound every single gradient is cut off at, before the norm is taken; null leaves them.</summary>
    public double? ClipValue { get; init; }

    /// <summary>Evaluations without a new best that are still borne; null trains to the last epoch.</summary>
    public int? Patience { get; init; }

    /// <summary>A new best is lower than the old one by more than this.</summary>
    public double MinDelta { get; init; }

    /// <summary>Decay of the average of the weights that is evaluated and kept in their place; null for none.</summary>
    public double? AverageDecay { get; init; }
}
