namespace RnnModular.Learning;

/// <summary>|prediction − target|; the derivative at 0 is 0.</summary>
public sealed class MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    protected override double Measure(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target)
    {
        double sum = 0;
        for (int column = 0; column < target.Length; column++)
        {
            sum += Math.Abs((double)prediction[column] - target[column]);
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override void Derive(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient)
    {
        for (int column = 0; column < target.Length; column++)
        {
            float error = prediction[column] - target[column];
            // Not Math.Sign: it throws on NaN, and divergence has a report of its own.
            gradient[column] = error > 0 ? 1 : error < 0 ? -1 : error;
        }
    }
}
