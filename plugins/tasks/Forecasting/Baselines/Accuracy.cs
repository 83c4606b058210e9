using RnnModular.Learning;

namespace RnnModular.Plugins.Forecasting.Baselines;

/// <summary>The three measures every forecast is shown with.</summary>
public static class Accuracy
{
    /// <summary>
    /// <c>mape</c> in per cent, <c>rmse</c> in units of the series, <c>mase</c> in units of the seasonal naive method's error on the
    /// training part. A measure that is not defined (a MAPE with a true value of zero) is left out.
    /// </summary>
    /// <param name="truth">What happened.</param>
    /// <param name="forecast">What was said.</param>
    /// <param name="training">All values before.</param>
    /// <param name="season">Steps in a season.</param>
    public static IReadOnlyDictionary<string, double> Measure(ReadOnlySpan<double> truth, ReadOnlySpan<double> forecast, ReadOnlySpan<double> training, int season)
    {
        (string Name, double Value)[] all =
        [
            ("mape", ForecastMetrics.MeanAbsolutePercentageError(truth, forecast)),
            ("rmse", ForecastMetrics.RootMeanSquaredError(truth, forecast)),
            ("mase", ForecastMetrics.MeanAbsoluteScaledError(truth, forecast, training, season)),
        ];
        var measures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double value) in all)
        {
            if (double.IsFinite(value))
            {
                measures[name] = value;
            }
        }

        return measures;
    }
}
