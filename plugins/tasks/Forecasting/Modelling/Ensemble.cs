using RnnModular.Learning;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>Networks of the same shape whose forecasts are averaged on the model's scale.</summary>
/// <param name="members">At least one.</param>
/// <param name="team">The workers.</param>
public sealed class Ensemble(IReadOnlyList<ForecastNetwork> members, IWorkerTeam team) : IDisposable
{
    const int BatchSize = 128;

    readonly Tape _tape = new(team);

    /// <summary>What the networks add to the reference forecast, on the model's scale.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="items">Which of them.</param>
    /// <param name="standardisation">Sizes the members were trained with.</param>
    /// <param name="scale">Input scale of this series.</param>
    /// <returns>[items, horizon].</returns>
    public double[][] Predict(WindowSet windows, ReadOnlySpan<int> items, Standardisation standardisation, double scale)
    {
        var batch = new WindowBatch(windows, standardisation, scale);
        var sums = new double[items.Length][];
        for (int first = 0; first < items.Length; first += BatchSize)
        {
            ReadOnlySpan<int> part = items.Slice(first, Math.Min(BatchSize, items.Length - first));
            for (int b = 0; b < part.Length; b++)
            {
                sums[first + b] = new double[windows.Horizon];
            }

            foreach (ForecastNetwork member in members)
            {
                Add(member, batch, part, windows.Lookback, sums.AsSpan(first, part.Length));
            }
        }

        foreach (double[] sum in sums)
        {
            for (int h = 0; h < sum.Length; h++)
            {
                sum[h] *= scale * standardisation.Spread[h] / members.Count;
            }
        }

        return sums;
    }

    /// <summary>Frees the scratch memory; the members belong to whoever made them.</summary>
    public void Dispose() => _tape.Dispose();

    void Add(ForecastNetwork member, WindowBatch batch, ReadOnlySpan<int> items, int lookback, Span<double[]> sums)
    {
        _tape.Begin(training: false);
        SequenceLayout layout = SequenceLayout.Dense(items.Length, lookback);
        Tensor y = member.Forward(_tape, layout, batch.Inputs(_tape, items));
        for (int b = 0; b < items.Length; b++)
        {
            ReadOnlySpan<float> row = y.Value[b];
            for (int h = 0; h < row.Length; h++)
            {
                sums[b][h] += row[h];
            }
        }
    }
}
