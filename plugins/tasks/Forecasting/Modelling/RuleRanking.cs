namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>A rule and its mean absolute error over all origins, in units of the series.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Error">Its error; infinite where it could not be measured.</param>
public sealed record RuleScore(ForecastRule Rule, double Error);

/// <summary>
/// Ranks rules by rolling-origin validation (Tashman 2000): from many origins in the second half of the values each of them
/// forecasts a whole horizon, knowing nothing after the origin.
/// </summary>
public static class RuleRanking
{
    const int MostOrigins = 250;

    static readonly double[] _levels = [0.1, 0.2, 0.35, 0.5, 0.7, 0.9];
    static readonly double[] _trends = [0.02, 0.1, 0.25];
    static readonly double[] _seasonals = [0.1, 0.3, 0.6];
    static readonly double[] _dampings = [0.9, 0.97, 1];

    /// <summary>All rules by rising error.</summary>
    /// <param name="values">The values that may be known, in units of the series.</param>
    /// <param name="seasons">Season lengths to try; 1 for none.</param>
    /// <param name="scales">Scales to try; those that do not fit the values are left out.</param>
    /// <param name="horizon">Steps of a forecast.</param>
    public static IReadOnlyList<RuleScore> Rank(double[] values, IReadOnlyList<int> seasons, IReadOnlyList<Scale> scales, int horizon)
    {
        var scores = new List<RuleScore>();
        foreach (Scale scale in scales.Where(s => Transform.Fits(s, values)))
        {
            double[] z = Transform.Apply(scale, values);
            foreach (ForecastRule rule in seasons.SelectMany(s => References(scale, s, values.Length).Concat(Smoothings(scale, s))))
            {
                scores.Add(new RuleScore(rule, Error(values, z, rule, horizon)));
            }
        }

        // A stable sort: of equals the first, the more usual one, stays ahead.
        return [.. scores.OrderBy(s => s.Error)];
    }

    static IEnumerable<ForecastRule> References(Scale scale, int season, int length)
    {
        int[] profiles = season == 1 ? [1] : [.. new[] { 4, 2, 1, 8 }.Where(k => k == 1 || (k + 1) * season <= length)];
        int[] levels = season == 1 ? [1, 3, 8] : [1, 3, .. season > 3 && season <= 60 ? [season] : Array.Empty<int>()];
        foreach (int profile in profiles)
        {
            foreach (int level in levels.Where(l => 3 * l <= length))
            {
                yield return new Reference(scale, season, profile, level, Drift: true);
                yield return new Reference(scale, season, profile, level, Drift: false);
            }
        }
    }

    static IEnumerable<ForecastRule> Smoothings(Scale scale, int season) =>
        from level in _levels
        from seasonal in season == 1 ? [0] : _seasonals
        from trend in _trends.Prepend(0)
        from damping in trend == 0 ? [0] : _dampings
        select new Smoothing(scale, season, level, trend, seasonal, damping);

    static double Error(double[] values, double[] z, ForecastRule rule, int horizon)
    {
        int first = Math.Max(rule.FirstOrigin(values.Length) + 1, values.Length / 2);
        int stride = Math.Max(1, (values.Length - first) / MostOrigins);
        int[] origins = [.. Enumerable.Range(0, Math.Max(0, (values.Length - first + stride - 1) / stride)).Select(i => first + i * stride)];
        double[][] forecasts = rule.Forecast(z, origins, horizon);
        double sum = 0;
        long terms = 0;
        for (int i = 0; i < origins.Length; i++)
        {
            for (int h = 0; h < horizon && origins[i] + h < values.Length; h++)
            {
                sum += Math.Abs(Transform.Invert(rule.Scale, forecasts[i][h]) - values[origins[i] + h]);
                terms++;
            }
        }

        return terms > 0 && double.IsFinite(sum) ? sum / terms : double.PositiveInfinity;
    }
}
