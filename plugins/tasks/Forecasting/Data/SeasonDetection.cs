namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>Finds the season lengths worth trying for a series.</summary>
public static class SeasonDetection
{
    const int LongestLag = 400;
    const double LeastCorrelation = 0.3;
    const double Closeness = 0.8;

    /// <summary>
    /// Candidates, the most likely first: those of the calendar, else the lag at which the series resembles itself most.
    /// Only seasons the series holds twice are kept; without any the answer is 1, no season.
    /// </summary>
    public static IReadOnlyList<int> Candidates(Series series)
    {
        IReadOnlyList<int> seasons = series.Calendar?.Seasons ?? ByAutocorrelation(series.Values);
        int[] fitting = [.. seasons.Where(s => s > 1 && 2 * s < series.Length).Distinct()];
        return fitting.Length > 0 ? fitting : [1];
    }

    /// <summary>
    /// Peaks of the autocorrelation of the series without its straight-line trend: the smallest lag that comes close to the
    /// highest peak, and the highest itself where it is another; none where no peak reaches 0.3. What looks like a day of
    /// hours or half hours brings its week along.
    /// </summary>
    public static IReadOnlyList<int> ByAutocorrelation(ReadOnlySpan<double> values)
    {
        int longest = Math.Min(values.Length / 3, LongestLag);
        double[] residual = WithoutTrend(values);
        double variance = longest < 3 ? 0 : Correlation(residual, 0);
        if (!(variance > 0))
        {
            return [];
        }

        double[] correlations = [.. Enumerable.Range(0, longest + 1).Select(lag => Correlation(residual, lag) / variance)];
        int[] peaks = [.. Enumerable.Range(2, longest - 2)
            .Where(l => correlations[l] > correlations[l - 1] && correlations[l] >= correlations[l + 1] && correlations[l] >= LeastCorrelation)];
        if (peaks.Length == 0)
        {
            return [];
        }

        int highest = peaks.MaxBy(l => correlations[l]);
        int smallest = peaks.First(l => correlations[l] >= Closeness * correlations[highest]);
        int[] week = smallest is 24 or 48 ? [7 * smallest] : [];
        return [smallest, .. week.Append(highest).Except([smallest])];
    }

    static double[] WithoutTrend(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        double middle = (n - 1) / 2.0;
        double mean = 0;
        foreach (double value in values)
        {
            mean += value / n;
        }

        double along = 0;
        double square = 0;
        for (int i = 0; i < n; i++)
        {
            along += (i - middle) * (values[i] - mean);
            square += (i - middle) * (i - middle);
        }

        var residual = new double[n];
        for (int i = 0; i < n; i++)
        {
            residual[i] = values[i] - mean - along / square * (i - middle);
        }

        return residual;
    }

    // The mean product over the pairs there are, so that long lags are not damped.
    static double Correlation(double[] values, int lag)
    {
        double sum = 0;
        for (int i = lag; i < values.Length; i++)
        {
            sum += values[i] * values[i - lag];
        }

        return sum / (values.Length - lag);
    }
}
