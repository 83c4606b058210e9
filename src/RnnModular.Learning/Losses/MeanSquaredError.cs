namespace RnnModular.Learning;

/// <summary>(prediction − target)².</summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mse";

    /// <inheritdoc/>
    protected override double Measure(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target)
    {
        double sum = 0;
        for (int column = 0; column < target.Length; column++)
        {
            double error = (double)prediction[column] - target[column];
            sum += error * error;
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override void Derive(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient)
    {
        for (int column = 0; column < target.Length; column++)
        {
            gradient[column] = 2 * (prediction[column] - target[column]);
        }
    }
}
