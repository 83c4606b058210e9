namespace RnnModular.Learning;

/// <summary>
/// The loss whose minimum is a quantile: q · e where the target lies e above the prediction, (1 − q) · e where it lies
/// below (Koenker and Bassett 1978). For Q quantiles the prediction has Q blocks of the target's C columns side by side,
/// one block a quantile: [N, Q · C] against [N, C].
/// </summary>
public sealed class PinballLoss : Loss
{
    readonly double[] _quantiles;

    /// <summary>The loss of these quantiles.</summary>
    /// <param name="quantiles">Each between 0 and 1, one for each block of columns.</param>
    /// <exception cref="ArgumentException">No quantile, or one out of range.</exception>
    public PinballLoss(params ReadOnlySpan<double> quantiles)
    {
        if (quantiles.IsEmpty)
        {
            throw new ArgumentException("At least one quantile is needed.", nameof(quantiles));
        }

        foreach (double quantile in quantiles)
        {
            if (quantile is not (> 0 and < 1))
            {
                throw new ArgumentException("A quantile lies between 0 and 1.", nameof(quantiles));
            }
        }

        _quantiles = quantiles.ToArray();
    }

    /// <inheritdoc/>
    public override string Name => "pinball";

    /// <summary>The quantiles, one for each block of columns.</summary>
    public ReadOnlySpan<double> Quantiles => _quantiles;

    /// <inheritdoc/>
    protected override int PredictionColumns(int targetColumns) => _quantiles.Length * targetColumns;

    /// <inheritdoc/>
    protected override double Measure(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target)
    {
        double sum = 0;
        for (int block = 0; block < _quantiles.Length; block++)
        {
            ReadOnlySpan<float> values = prediction.Slice(block * target.Length, target.Length);
            for (int column = 0; column < target.Length; column++)
            {
                double error = (double)target[column] - values[column];
                sum += error >= 0 ? _quantiles[block] * error : (_quantiles[block] - 1) * error;
            }
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override void Derive(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient)
    {
        for (int block = 0; block < _quantiles.Length; block++)
        {
            var quantile = (float)_quantiles[block];
            int first = block * target.Length;
            for (int column = 0; column < target.Length; column++)
            {
                float error = target[column] - prediction[first + column];
                gradient[first + column] = error > 0 ? -quantile : error < 0 ? 1 - quantile : error;
            }
        }
    }
}
