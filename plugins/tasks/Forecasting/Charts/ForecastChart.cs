using RnnModular.Plugins.Forecasting.Data;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Charts;

/// <summary>History, forecast, truth, baselines and bands in one chart. The x axis counts values from the start of the series.</summary>
public static class ForecastChart
{
    const int LeastHistory = 24;
    const int MostHistory = 400;
    const int HorizonsOfHistory = 4;

    /// <summary>Draws a forecast.</summary>
    /// <param name="series">The series; what lies at and after the origin is drawn as truth.</param>
    /// <param name="origin">The first forecast position.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="baselines">Naive forecasts by name.</param>
    public static Chart Draw(Series series, int origin, Forecast forecast, IReadOnlyList<(string Name, double[] Forecast)> baselines)
    {
        int horizon = forecast.Centre.Length;
        int first = Math.Max(0, origin - Math.Clamp(HorizonsOfHistory * horizon, LeastHistory, MostHistory));
        double last = series.Values[origin - 1];
        var lines = new List<ChartLine> { Line("history", ChartRole.History, first, series.Values.AsSpan(first, origin - first)) };
        lines.AddRange(baselines.Select(b => Line(Words(b.Name), ChartRole.Baseline, origin, b.Forecast)));
        if (series.Length > origin)
        {
            lines.Add(Line("truth", ChartRole.Truth, origin - 1, [last, .. series.Values.AsSpan(origin, Math.Min(horizon, series.Length - origin))]));
        }

        lines.Add(Line("forecast", ChartRole.Model, origin - 1, [last, .. forecast.Centre]));
        double[] x = Positions(origin, horizon);
        return new Chart($"{series.Name}: forecast from {series.Label(origin)}", series.Dates is null ? "value number" : "date", series.Name)
        {
            Lines = lines,
            Bands = [new ChartBand("95 %", x, forecast.Lower95, forecast.Upper95), new ChartBand("80 %", x, forecast.Lower80, forecast.Upper80)],
            XTicks = DateTicks.Of(series, first, origin + horizon),
        };
    }

    static ChartLine Line(string name, ChartRole role, int first, ReadOnlySpan<double> values) =>
        new(name, role, Positions(first, values.Length), values.ToArray());

    static double[] Positions(int first, int count) => [.. Enumerable.Range(first, count).Select(i => (double)i)];

    // seasonalNaive → seasonal naive
    static string Words(string name) => string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
