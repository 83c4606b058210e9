using RnnModular.Learning;
using RnnModular.Plugins.Forecasting.Baselines;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Training;

/// <summary>One row of the rolling-origin table: mean absolute errors over the origins of a fold, in units of the series.</summary>
/// <param name="Origin">First origin of the fold.</param>
/// <param name="Origins">How many origins were forecast from.</param>
/// <param name="Model">The networks' error.</param>
/// <param name="Reference">The reference forecast's, which is what an untrained network says.</param>
/// <param name="SeasonalNaive">The seasonal naive method's.</param>
/// <param name="SecondNaive">The growth naive method's, or the drift method's where growth makes no sense.</param>
public sealed record BacktestRow(int Origin, int Origins, double Model, double Reference, double SeasonalNaive, double SecondNaive);

/// <summary>What the backtest found.</summary>
/// <param name="Recipe">The model with its bands.</param>
/// <param name="Rows">The rolling-origin table, the earliest fold first.</param>
/// <param name="Residuals">Residuals the bands are made of.</param>
public sealed record BacktestResult(ForecastRecipe Recipe, IReadOnlyList<BacktestRow> Rows, int Residuals);

/// <summary>
/// Lets the networks of each fold forecast what came after their slice (rolling-origin evaluation, Tashman 2000): the errors
/// make the table, and the residuals make the bands. All of it lies inside the training part.
/// </summary>
/// <param name="values">The training part, in units of the series.</param>
/// <param name="reference">Level and season.</param>
/// <param name="season">Season of the naive methods.</param>
/// <param name="horizon">Steps of a forecast.</param>
public sealed class Backtest(double[] values, Reference reference, int season, int horizon)
{
    const int MostOrigins = 200;

    readonly double[] _z = Transform.Apply(reference.Scale, values);

    /// <summary>The bands the residuals make.</summary>
    public ConformalBands Bands { get; } = new(horizon);

    /// <summary>Forecasts from the origins [<paramref name="first"/>, <paramref name="end"/>).</summary>
    /// <param name="data">The slice the networks learned from.</param>
    /// <param name="ensemble">The networks.</param>
    /// <param name="first">The first origin.</param>
    /// <param name="end">One after the last origin; at most the length of the training part.</param>
    public BacktestRow Forecast(SliceData data, Ensemble ensemble, int first, int end)
    {
        int stride = (end - first + MostOrigins - 1) / MostOrigins;
        int[] origins = [.. Enumerable.Range(0, (end - first + stride - 1) / stride).Select(i => first + i * stride)];
        var windows = new WindowSet(_z, reference, data.Windows.Lookback, horizon, origins);
        double[][] left = ensemble.Predict(windows, [.. Enumerable.Range(0, origins.Length)], data.Standardisation, data.Scale);
        var profile = new double[reference.Season];
        var errors = new double[4];
        for (int i = 0; i < origins.Length; i++)
        {
            int origin = origins[i];
            double level = reference.At(_z, origin, profile);
            int steps = Math.Min(horizon, values.Length - origin);
            var model = new double[steps];
            var plain = new double[steps];
            for (int h = 0; h < steps; h++)
            {
                double start = level + profile[reference.Phase(h)];
                model[h] = Transform.Invert(reference.Scale, start + left[i][h]);
                plain[h] = Transform.Invert(reference.Scale, start + data.Scale * data.Standardisation.Centre[h]);
                Bands.Add(h, (_z[origin + h] - start - left[i][h]) / (data.Scale * data.Standardisation.Spread[h]));
            }

            IReadOnlyList<(string Name, double[] Forecast)> naive = NaiveForecasts.All(values.AsSpan(0, origin), season, steps);
            double[][] forecasts = [model, plain, naive[0].Forecast, naive[1].Forecast];
            for (int method = 0; method < errors.Length; method++)
            {
                errors[method] += ForecastMetrics.MeanAbsoluteError(values.AsSpan(origin, steps), forecasts[method]) / origins.Length;
            }
        }

        return new BacktestRow(first, origins.Length, errors[0], errors[1], errors[2], errors[3]);
    }
}
