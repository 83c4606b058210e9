using RnnModular.Learning;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>
/// Huber's loss (1964, δ = 1) over the targets that are known: NaN marks a step beyond the end of the data, so that the
/// latest windows count with the steps they have.
/// </summary>
public sealed class KnownTargetsLoss : Loss
{
    /// <inheritdoc/>
    public override string Name => "huber of known targets";

    /// <inheritdoc/>
    protected override double Measure(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target)
    {
        double sum = 0;
        for (int h = 0; h < target.Length; h++)
        {
            if (!float.IsNaN(target[h]))
            {
                double error = Math.Abs((double)prediction[h] - target[h]);
                sum += error <= 1 ? error * error / 2 : error - 0.5;
            }
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override void Derive(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient)
    {
        for (int h = 0; h < target.Length; h++)
        {
            gradient[h] = float.IsNaN(target[h]) ? 0 : Math.Clamp(prediction[h] - target[h], -1, 1);
        }
    }
}
