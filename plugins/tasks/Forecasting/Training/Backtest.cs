using RnnModular.Learning;
using RnnModular.Plugins.Forecasting.Baselines;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Training;

/// <summary>One row of the rolling-origin table: mean absolute errors over the origins of a fold, in units of the series.</summary>
/// <param name="Origin">First origin of the fold.</param>
/// <param name="Origins">How many origins were forecast from.</param>
/// <param name="Model">The model's error.</param>
/// <param name="Blend">The error of the blend alone, without what the networks add.</param>
/// <param name="SeasonalNaive">The seasonal naive method's.</param>
/// <param name="SecondNaive">The growth naive method's, or the drift method's where growth makes no sense.</param>
public sealed record BacktestRow(int Origin, int Origins, double Model, double Blend, double SeasonalNaive, double SecondNaive);

/// <summary>What a backtest found.</summary>
/// <param name="LearnedWeight">The share of what the networks learned that did best.</param>
/// <param name="Bands">Widths of the bands.</param>
/// <param name="Rows">The rolling-origin table, the earliest fold first.</param>
/// <param name="Residuals">How many residuals the bands are made of.</param>
public sealed record BacktestResult(double LearnedWeight, BandWidths Bands, IReadOnlyList<BacktestRow> Rows, int Residuals);

/// <summary>
/// Lets the networks of each fold forecast what came after their slice (rolling-origin evaluation, Tashman 2000). The errors
/// make the table and say how much of what was learned to trust; the residuals make the bands. All of it lies inside the
/// training part.
/// </summary>
/// <param name="values">The training part, in units of the series.</param>
/// <param name="scale">The scale of the model.</param>
/// <param name="season">Season of the naive methods.</param>
/// <param name="horizon">Steps of a forecast.</param>
public sealed class Backtest(double[] values, Scale scale, int season, int horizon)
{
    const int MostOrigins = 200;

    // A weight of 0 is left out: a network that had learned nothing would say nothing anyway.
    static readonly double[] _weights = [1, 0.75, 0.5, 0.25, 0.1];

    readonly double[] _z = Transform.Apply(scale, values);
    readonly List<List<OriginForecast>> _folds = [];

    /// <summary>Forecasts from the origins [<paramref name="first"/>, <paramref name="end"/>).</summary>
    /// <param name="data">The slice the networks learned from.</param>
    /// <param name="ensemble">The networks.</param>
    /// <param name="first">The first origin.</param>
    /// <param name="end">One after the last origin; at most the length of the training part.</param>
    public void Forecast(SliceData data, Ensemble ensemble, int first, int end)
    {
        int stride = (end - first + MostOrigins - 1) / MostOrigins;
        int[] origins = [.. Enumerable.Range(0, (end - first + stride - 1) / stride).Select(i => first + i * stride)];
        var windows = new WindowSet(_z, data.Windows.Blend, data.Windows.Lookback, horizon, origins);
        double[][] learned = ensemble.Predict(windows, [.. Enumerable.Range(0, origins.Length)], data.Standardisation, data.Scale);
        var fold = new List<OriginForecast>();
        for (int i = 0; i < origins.Length; i++)
        {
            int steps = Math.Min(horizon, values.Length - origins[i]);
            double[] blended = [.. windows.Blended(i)[..steps]];
            double[] units = [.. data.Standardisation.Spread.Select(s => s * data.Scale)];
            fold.Add(new OriginForecast(origins[i], blended, learned[i], units));
        }

        _folds.Add(fold);
    }

    /// <summary>Weighs, tabulates and measures all folds.</summary>
    public BacktestResult Result()
    {
        double weight = _weights.MinBy(w => _folds.Sum(fold => Error(fold, o => o.At(w)) / Math.Max(Error(fold, o => o.At(0)), double.Epsilon)));
        var bands = new ConformalBands(horizon);
        foreach (OriginForecast origin in _folds.SelectMany(f => f))
        {
            double[] z = origin.At(weight);
            for (int h = 0; h < z.Length; h++)
            {
                bands.Add(h, (_z[origin.Origin + h] - z[h]) / origin.Units[h]);
            }
        }

        return new BacktestResult(weight, bands.Widths(), [.. _folds.Select(f => Row(f, weight)).OrderBy(r => r.Origin)], bands.Count);
    }

    BacktestRow Row(List<OriginForecast> fold, double weight)
    {
        double Naive(int method) => fold.Average(o =>
            MeanAbsoluteError(o, NaiveForecasts.All(values.AsSpan(0, o.Origin), season, o.Blended.Length)[method].Forecast));
        return new BacktestRow(fold[0].Origin, fold.Count, Error(fold, o => o.At(weight)), Error(fold, o => o.At(0)), Naive(0), Naive(1));
    }

    double Error(List<OriginForecast> fold, Func<OriginForecast, double[]> forecast) => fold.Average(o =>
        MeanAbsoluteError(o, [.. forecast(o).Select(z => Transform.Invert(scale, z))]));

    double MeanAbsoluteError(OriginForecast origin, double[] forecast) =>
        ForecastMetrics.MeanAbsoluteError(values.AsSpan(origin.Origin, forecast.Length), forecast);

    /// <summary>A forecast on the model's scale, in its parts.</summary>
    /// <param name="Origin">The first unknown position.</param>
    /// <param name="Blended">What the blend says.</param>
    /// <param name="Learned">What the trained ones add.</param>
    /// <param name="Units">Spread by step.</param>
    sealed record OriginForecast(int Origin, double[] Blended, double[] Learned, double[] Units)
    {
        public double[] At(double weight) => [.. Blended.Select((z, h) => z + weight * Learned[h])];
    }
}
