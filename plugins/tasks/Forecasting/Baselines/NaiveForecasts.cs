namespace RnnModular.Plugins.Forecasting.Baselines;

/// <summary>Forecasts that cost nothing; a model has to beat them (Hyndman and Athanasopoulos 2021, section 5.2).</summary>
public static class NaiveForecasts
{
    /// <summary>Repeats the last season. With season 1, the last value.</summary>
    /// <param name="history">At least one season.</param>
    /// <param name="season">Steps in a season.</param>
    /// <param name="horizon">Steps to forecast.</param>
    public static double[] SeasonalNaive(ReadOnlySpan<double> history, int season, int horizon)
    {
        var forecast = new double[horizon];
        for (int h = 0; h < horizon; h++)
        {
            forecast[h] = history[history.Length - season + h % season];
        }

        return forecast;
    }

    /// <summary>
    /// Repeats the last season times its growth over the season before, once more for each further season; null where that
    /// makes no sense: no season, less than two of them, or sums that are not positive.
    /// </summary>
    public static double[]? GrowthNaive(ReadOnlySpan<double> history, int season, int horizon)
    {
        if (season < 2 || history.Length < 2 * season)
        {
            return null;
        }

        double last = Sum(history[^season..]);
        double before = Sum(history[^(2 * season)..^season]);
        if (last <= 0 || before <= 0)
        {
            return null;
        }

        double[] forecast = SeasonalNaive(history, season, horizon);
        for (int h = 0; h < horizon; h++)
        {
            forecast[h] *= Math.Pow(last / before, 1 + h / season);
        }

        return forecast;
    }

    /// <summary>The straight line through the first and the last value, drawn on.</summary>
    public static double[] Drift(ReadOnlySpan<double> history, int horizon)
    {
        double slope = history.Length < 2 ? 0 : (history[^1] - history[0]) / (history.Length - 1);
        var forecast = new double[horizon];
        for (int h = 0; h < horizon; h++)
        {
            forecast[h] = history[^1] + slope * (h + 1);
        }

        return forecast;
    }

    /// <summary>The two baselines of a series by name: <c>seasonalNaive</c>, and <c>growthNaive</c> or, where that makes no sense, <c>drift</c>.</summary>
    public static IReadOnlyList<(string Name, double[] Forecast)> All(ReadOnlySpan<double> history, int season, int horizon)
    {
        double[]? growth = GrowthNaive(history, season, horizon);
        return
        [
            ("seasonalNaive", SeasonalNaive(history, season, horizon)),
            growth is null ? ("drift", Drift(history, horizon)) : ("growthNaive", growth),
        ];
    }

    static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
