namespace RnnModular.Learning;

/// <summary>Measures of forecasts. Percentages are 0 … 100, not 0 … 1.</summary>
public static class ForecastMetrics
{
    /// <summary>Mean absolute error.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or there is nothing to measure.</exception>
    public static double MeanAbsoluteError(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        Check(actual, forecast);
        double sum = 0;
        for (int step = 0; step < actual.Length; step++)
        {
            sum += Math.Abs(actual[step] - forecast[step]);
        }

        return sum / actual.Length;
    }

    /// <summary>Root of the mean squared error.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or there is nothing to measure.</exception>
    public static double RootMeanSquaredError(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        Check(actual, forecast);
        double sum = 0;
        for (int step = 0; step < actual.Length; step++)
        {
            double error = actual[step] - forecast[step];
            sum += error * error;
        }

        return Math.Sqrt(sum / actual.Length);
    }

    /// <summary>Mean absolute percentage error, 100 · mean |a − f|/|a| (Hyndman and Koehler 2006); NaN where an actual value is 0.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or there is nothing to measure.</exception>
    public static double MeanAbsolutePercentageError(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        Check(actual, forecast);
        double sum = 0;
        for (int step = 0; step < actual.Length; step++)
        {
            sum += actual[step] == 0 ? double.NaN : Math.Abs((actual[step] - forecast[step]) / actual[step]);
        }

        return 100 * sum / actual.Length;
    }

    /// <summary>
    /// Symmetric percentage error as in the M4 competition, 0 … 200: 100 · mean 2|a − f|/(|a| + |f|)
    /// (Makridakis, Spiliotis and Assimakopoulos 2020); a step where both are 0 counts as exact.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ, or there is nothing to measure.</exception>
    public static double SymmetricPercentageError(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        Check(actual, forecast);
        double sum = 0;
        for (int step = 0; step < actual.Length; step++)
        {
            double size = Math.Abs(actual[step]) + Math.Abs(forecast[step]);
            sum += size == 0 ? 0 : 2 * Math.Abs(actual[step] - forecast[step]) / size;
        }

        return 100 * sum / actual.Length;
    }

    /// <summary>
    /// Mean absolute scaled error: the error in units of the seasonal naive method's mean error on the training part
    /// (Hyndman and Koehler 2006). NaN where the training part repeats itself exactly or is no longer than a season.
    /// </summary>
    /// <param name="actual">What happened.</param>
    /// <param name="forecast">What was said.</param>
    /// <param name="training">All values before the forecast, in order.</param>
    /// <param name="season">Steps in a season; 1 for the plain naive method.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is nothing to measure, or the season is below 1.</exception>
    public static double MeanAbsoluteScaledError(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, ReadOnlySpan<double> training, int season = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        double error = MeanAbsoluteError(actual, forecast);
        if (training.Length <= season)
        {
            return double.NaN;
        }

        double scale = MeanAbsoluteError(training[season..], training[..^season]);
        return scale == 0 ? double.NaN : error / scale;
    }

    static void Check(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        if (actual.Length != forecast.Length || actual.IsEmpty)
        {
            throw new ArgumentException($"A forecast of {forecast.Length} steps cannot be measured against {actual.Length}.", nameof(forecast));
        }
    }
}
