namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>How far a series moved on average, step by step, from what a <see cref="Reference"/> drew on from earlier origins.</summary>
sealed class MeanChange
{
    const int MostOrigins = 400;

    readonly int[] _origins;
    readonly double[][] _changes;
    readonly double[] _sums;
    readonly int[] _counts;

    /// <summary>Looks at origins whose first step lies before <paramref name="end"/>; nothing from there on is read.</summary>
    public MeanChange(Reference reference, ReadOnlySpan<double> z, int end, int horizon)
    {
        int first = Math.Max(reference.LeastHistory, 2 * reference.Season);
        int stride = Math.Max(1, (end - first) / MostOrigins);
        _origins = [.. Enumerable.Range(0, Math.Max(0, (end - first + stride - 1) / stride)).Select(i => first + i * stride)];
        _changes = new double[_origins.Length][];
        (_sums, _counts) = (new double[horizon], new int[horizon]);
        for (int i = 0; i < _origins.Length; i++)
        {
            double[] still = reference.Still(z, _origins[i], Math.Min(horizon, end - _origins[i]));
            _changes[i] = still;
            for (int h = 0; h < still.Length; h++)
            {
                still[h] = z[_origins[i] + h] - still[h];
            }
        }
    }

    /// <summary>The mean over the origins whose step <paramref name="h"/> lies before <paramref name="origin"/>; 0 without any.</summary>
    /// <param name="origin">No less than in the calls before.</param>
    /// <param name="h">Step of the horizon, from 0.</param>
    public double Before(int origin, int h)
    {
        for (int next = _counts[h]; next < _origins.Length && _origins[next] + h < origin; next++)
        {
            _sums[h] += _changes[next][h];
            _counts[h]++;
        }

        return _counts[h] == 0 ? 0 : _sums[h] / _counts[h];
    }
}
