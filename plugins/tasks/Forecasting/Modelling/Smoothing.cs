using System.Globalization;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>
/// Exponential smoothing of level, trend and season, all of them additive on the model's scale (Holt 1957, Winters 1960; the
/// damped trend of Gardner and McKenzie 1985). The smoothing constants are given, not fitted.
/// </summary>
/// <param name="Scale">The scale it works on.</param>
/// <param name="Season">Steps in a season; 1 for none.</param>
/// <param name="Level">Share of an error that enters the level, α.</param>
/// <param name="Trend">Share of a change of level that enters the trend, β.</param>
/// <param name="Seasonal">Share of an error that enters the season, γ, of what the level leaves over.</param>
/// <param name="Damping">What is left of the trend a step later, φ; 0 for no trend.</param>
public sealed record Smoothing(Scale Scale, int Season, double Level, double Trend, double Seasonal, double Damping) : ForecastRule(Scale, Season)
{
    /// <inheritdoc/>
    public override int LeastHistory => Season;

    /// <inheritdoc/>
    public override double[][] Forecast(ReadOnlySpan<double> z, ReadOnlySpan<int> origins, int horizon)
    {
        // The state before the first value: a straight line through the means of the first two seasons.
        double first = Mean(z[..Season]);
        double trend = Damping > 0 && Season > 1 && origins.Length > 0 && origins[0] >= 2 * Season ? (Mean(z[Season..(2 * Season)]) - first) / Season : 0;
        double level = first - trend * (Season + 1) / 2;
        var season = new double[Season];
        for (int j = 0; j < Season; j++)
        {
            season[j] = z[j] - level - trend * (j + 1);
        }

        var forecasts = new double[origins.Length][];
        int position = 0;
        for (int i = 0; i < origins.Length; i++)
        {
            for (; position < origins[i]; position++)
            {
                double expected = level + Damping * trend;
                ref double swing = ref season[position % Season];
                double error = z[position] - expected - swing;
                level = expected + Level * error;
                trend = Damping * trend + Trend * Level * error;
                swing += Seasonal * (1 - Level) * error;
            }

            forecasts[i] = Ahead(level, trend, season, position, horizon);
        }

        return forecasts;
    }

    /// <summary>In words, for tables.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"smoothing of {(Season == 1 ? "no season" : $"season {Season}")} (α {Level:G3}{(Damping > 0 ? $", β {Trend:G3}, φ {Damping:G3}" : "")}{(Season == 1 ? "" : $", γ {Seasonal:G3}")})");

    double[] Ahead(double level, double trend, double[] season, int origin, int horizon)
    {
        var forecast = new double[horizon];
        double damping = 1;
        for (int h = 0; h < horizon; h++)
        {
            damping *= Damping;
            level += damping * trend;
            forecast[h] = level + season[(origin + h) % Season];
        }

        return forecast;
    }

    static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
