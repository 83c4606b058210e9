using System.Globalization;
using RnnModular.Plugins.Forecasting.Baselines;
using RnnModular.Plugins.Forecasting.Charts;
using RnnModular.Plugins.Forecasting.Data;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Training;

/// <summary>What a training and a forecast hand back to people.</summary>
public static class ForecastReport
{
    /// <summary>The held-out forecast beside its baselines.</summary>
    public static TaskResult OfTraining(ForecastProblem problem, Forecast forecast)
    {
        IReadOnlyList<(string Name, double[] Forecast)> naive = NaiveForecasts.All(problem.Training, problem.Season, problem.Horizon);
        int origin = problem.Training.Length;
        return new TaskResult
        {
            Metrics = Accuracy.Measure(problem.Truth, forecast.Centre, problem.Training, problem.Season),
            Baselines = naive.ToDictionary(n => n.Name, n => Accuracy.Measure(problem.Truth, n.Forecast, problem.Training, problem.Season), StringComparer.Ordinal),
            Charts = new Dictionary<string, Chart> { ["forecast"] = ForecastChart.Draw(problem.Series, origin, forecast, naive) },
            Table = Rows(problem.Series, origin, forecast),
        };
    }

    /// <summary>A forecast of what nobody knows yet.</summary>
    public static TaskResult OfRun(Series series, Forecast forecast) => new()
    {
        Charts = new Dictionary<string, Chart> { ["forecast"] = ForecastChart.Draw(series, series.Length, forecast, []) },
        Table = Rows(series, series.Length, forecast),
    };

    /// <summary>Says how the model was chosen and how it did in the rolling-origin evaluation.</summary>
    public static void Log(ForecastProblem problem, BacktestResult backtest, Forecast forecast, Action<string> log)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        log($"Blend of rules by rolling-origin validation, {problem.Blend}.");
        string second = NaiveForecasts.GrowthNaive(problem.Training, problem.Season, 1) is null ? "drift" : "growth naive";
        log(string.Create(culture, $"Rolling-origin evaluation inside the training part, mean absolute error (\"blend\" is the model without its networks, whose part enters with weight {backtest.LearnedWeight:G3}):"));
        foreach (BacktestRow row in backtest.Rows)
        {
            log(string.Create(culture, $"  {row.Origins,3} origins from {problem.Series.Label(row.Origin),-10}  model {row.Model,10:G5}  blend {row.Blend,10:G5}  {second} {row.SecondNaive,10:G5}  seasonal naive {row.SeasonalNaive,10:G5}"));
        }

        int inside80 = Inside(problem.Truth, forecast.Lower80, forecast.Upper80);
        int inside95 = Inside(problem.Truth, forecast.Lower95, forecast.Upper95);
        log(string.Create(culture, $"Of the {problem.Horizon} held-out values {inside80} lie in the 80 % band and {inside95} in the 95 % band ({backtest.Residuals} residuals)."));
    }

    static int Inside(double[] truth, double[] lower, double[] upper) =>
        Enumerable.Range(0, truth.Length).Count(h => truth[h] >= lower[h] && truth[h] <= upper[h]);

    static Table Rows(Series series, int origin, Forecast forecast)
    {
        var rows = new List<IReadOnlyList<object>>();
        for (int h = 0; h < forecast.Centre.Length; h++)
        {
            rows.Add([(long)(h + 1), series.Label(origin + h), forecast.Centre[h], forecast.Lower80[h], forecast.Upper80[h], forecast.Lower95[h], forecast.Upper95[h]]);
        }

        return new Table(["step", "date", "forecast", "lower80", "upper80", "lower95", "upper95"], rows);
    }
}
