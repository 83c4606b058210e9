namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>Finds the season lengths worth trying for a series.</summary>
public static class SeasonDetection
{
    const int LongestLag = 400;
    const double LeastCorrelation = 0.3;

    /// <summary>
    /// Candidates, the most likely first: those of the calendar, else the lag at which the series resembles itself most.
    /// Only seasons the series holds twice are kept; without any the answer is 1, no season.
    /// </summary>
    public static IReadOnlyList<int> Candidates(Series series)
    {
        IReadOnlyList<int> seasons = series.Calendar?.Seasons ?? [ByAutocorrelation(series.Values)];
        int[] fitting = [.. seasons.Where(s => s > 1 && 2 * s < series.Length).Distinct()];
        return fitting.Length > 0 ? fitting : [1];
    }

    /// <summary>
    /// The smallest lag that is a peak of the autocorrelation of the series without its straight-line trend and close to
    /// the highest such peak; 1 when none reaches 0.3.
    /// </summary>
    public static int ByAutocorrelation(ReadOnlySpan<double> values)
    {
        int longest = Math.Min(values.Length / 3, LongestLag);
        if (longest < 3)
        {
            return 1;
        }

        double[] residual = WithoutTrend(values);
        double variance = Correlation(residual, 0);
        if (variance <= 0)
        {
            return 1;
        }

        var correlations = new double[longest + 1];
        for (int lag = 1; lag <= longest; lag++)
        {
            correlations[lag] = Correlation(residual, lag) / variance;
        }

        var peaks = Enumerable.Range(2, longest - 2)
            .Where(l => correlations[l] > correlations[l - 1] && correlations[l] >= correlations[l + 1] && correlations[l] >= LeastCorrelation)
            .ToList();
        if (peaks.Count == 0)
        {
            return 1;
        }

        double highest = peaks.Max(l => correlations[l]);
        return peaks.First(l => correlations[l] >= 0.9 * highest);
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
