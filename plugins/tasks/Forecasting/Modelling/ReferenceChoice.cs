using RnnModular.Plugins.Forecasting.Data;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>A candidate and its mean absolute error over all origins, in units of the series.</summary>
/// <param name="Reference">The candidate.</param>
/// <param name="Error">Its error.</param>
public sealed record ReferenceScore(Reference Reference, double Error);

/// <summary>
/// Chooses scale, season, profile and level by rolling-origin validation (Tashman 2000): from many origins in the second
/// half of the training part each candidate forecasts a whole horizon, knowing nothing after the origin. The network then
/// learns what the best candidate leaves over.
/// </summary>
public static class ReferenceChoice
{
    const int MostOrigins = 400;

    /// <summary>All candidates by rising error; the first is the choice.</summary>
    /// <param name="values">The training part, in units of the series.</param>
    /// <param name="seasons">Season lengths to try beside none; when <paramref name="fixedSeason"/>, the only ones to try.</param>
    /// <param name="fixedSeason">True when the user said the season.</param>
    /// <param name="horizon">Steps of a forecast.</param>
    public static IReadOnlyList<ReferenceScore> Rank(double[] values, IReadOnlyList<int> seasons, bool fixedSeason, int horizon)
    {
        var scores = new List<ReferenceScore>();
        foreach (Scale scale in (ReadOnlySpan<Scale>)[Scale.Logarithm, Scale.Plain])
        {
            if (!Transform.Fits(scale, values))
            {
                continue;
            }

            double[] z = Transform.Apply(scale, values);
            IEnumerable<int> all = fixedSeason ? seasons : seasons.Append(1).Distinct();
            foreach (Reference candidate in all.SelectMany(season => Candidates(scale, season, values.Length)))
            {
                scores.Add(new ReferenceScore(candidate, Error(values, z, candidate, horizon)));
            }
        }

        // A stable sort: of equals the first, the more usual one, stays ahead.
        return [.. scores.OrderBy(s => s.Error)];
    }

    static IEnumerable<Reference> Candidates(Scale scale, int season, int length)
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

    static double Error(double[] values, double[] z, Reference reference, int horizon)
    {
        int first = reference.FirstOrigin(values.Length);
        int half = Math.Max(first + 1, values.Length / 2);
        int stride = Math.Max(1, (values.Length - first) / MostOrigins);
        var targets = new OriginTargets(z, reference, horizon);
        var drift = new double[horizon];
        var counts = new int[horizon];
        var next = new int[horizon];
        Array.Fill(next, first);
        double sum = 0;
        long terms = 0;
        for (int origin = first; origin < values.Length; origin += stride)
        {
            targets.Compute(origin);
            for (int h = 0; origin >= half && h < horizon && origin + h < values.Length; h++)
            {
                // The mean change, from the origins whose step h was already known.
                for (; reference.Drift && next[h] + h < origin; next[h] += stride)
                {
                    drift[h] += targets.Of(next[h], h);
                    counts[h]++;
                }

                double change = counts[h] == 0 ? 0 : drift[h] / counts[h];
                double forecast = Transform.Invert(reference.Scale, targets.Base(h) + change);
                sum += Math.Abs(forecast - values[origin + h]);
                terms++;
            }
        }

        return terms == 0 ? double.PositiveInfinity : sum / terms;
    }

    /// <summary>What a candidate says at an origin, and how far off it was at earlier ones.</summary>
    sealed class OriginTargets(double[] z, Reference reference, int horizon)
    {
        readonly Dictionary<int, double[]> _left = [];
        readonly double[] _profile = new double[reference.Season];
        double _level;

        public void Compute(int origin)
        {
            _level = reference.At(z, origin, _profile);
            var left = new double[Math.Min(horizon, z.Length - origin)];
            for (int h = 0; h < left.Length; h++)
            {
                left[h] = z[origin + h] - Base(h);
            }

            _left[origin] = left;
        }

        public double Base(int h) => _level + _profile[reference.Phase(h)];

        public double Of(int origin, int h) => _left[origin][h];
    }
}
