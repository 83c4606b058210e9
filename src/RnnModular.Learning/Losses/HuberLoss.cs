namespace RnnModular.Learning;

/// <summary>Half the squared error up to ±<paramref name="delta"/> and linear beyond it (Huber 1964; PyTorch's <c>HuberLoss</c>).</summary>
/// <param name="delta">Where the parabola ends, above 0.</param>
public sealed class HuberLoss(double delta = 1) : Loss
{
    readonly double _delta = delta > 0 ? delta : throw new ArgumentOutOfRangeException(nameof(delta));

    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    protected override double Measure(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target)
    {
        double sum = 0;
        for (int column = 0; column < target.Length; column++)
        {
            double error = Math.Abs((double)prediction[column] - target[column]);
            sum += error <= _delta ? error * error / 2 : _delta * (error - _delta / 2);
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override void Derive(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient)
    {
        float limit = (float)_delta;
        for (int column = 0; column < target.Length; column++)
        {
            gradient[column] = Math.Clamp(prediction[column] - target[column], -limit, limit);
        }
    }
}
