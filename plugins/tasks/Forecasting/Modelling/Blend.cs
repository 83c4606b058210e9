using System.Globalization;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>A rule and its share of a blend.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Weight">Its share, 0 … 1.</param>
public sealed record BlendPart(ForecastRule Rule, double Weight);

/// <summary>
/// The weighted mean of several rules on one scale. A mean of forecasts of different kinds does better than the choice of
/// any one of them (Bates and Granger 1969), since what chance favours in one fold it does not in the next.
/// </summary>
/// <param name="Reference">Level and season that are taken out of what the networks see.</param>
/// <param name="Parts">The rules; their weights add up to 1.</param>
public sealed record Blend(Reference Reference, BlendPart[] Parts)
{
    const int MostOfAKind = 3;

    /// <summary>The scale of all parts.</summary>
    public Scale Scale => Reference.Scale;

    /// <summary>Values needed before an origin.</summary>
    public int LeastHistory => Math.Max(Reference.LeastHistory, Parts.Max(p => p.Rule.LeastHistory));

    /// <summary>
    /// The best three of each kind on the scale of the best of all, weighed by the inverse of their squared errors: the
    /// weights of Bates and Granger for errors that are not correlated.
    /// </summary>
    /// <param name="ranking">By rising error; at least one <see cref="Modelling.Reference"/> on the scale of the first.</param>
    public static Blend Of(IReadOnlyList<RuleScore> ranking)
    {
        RuleScore[] fitting = [.. ranking.Where(s => s.Rule.Scale == ranking[0].Rule.Scale)];
        RuleScore[] references = [.. fitting.Where(s => s.Rule is Reference).Take(MostOfAKind)];
        RuleScore[] parts = [.. references, .. fitting.Where(s => s.Rule is Smoothing).Take(MostOfAKind)];
        double[] weights = [.. parts.Select(p => Weight(p.Error, ranking[0].Error))];
        double sum = weights.Sum();
        return new Blend((Reference)references[0].Rule, [.. parts.Select((p, i) => new BlendPart(p.Rule, weights[i] / sum)).Where(p => p.Weight > 0)]);
    }

    /// <summary>The mean of what the rules say; see <see cref="ForecastRule.Forecast"/>.</summary>
    public double[][] Forecast(ReadOnlySpan<double> z, ReadOnlySpan<int> origins, int horizon)
    {
        double[][] mean = [.. Enumerable.Range(0, origins.Length).Select(_ => new double[horizon])];
        foreach (BlendPart part in Parts)
        {
            double[][] forecast = part.Rule.Forecast(z, origins, horizon);
            for (int i = 0; i < mean.Length; i++)
            {
                for (int h = 0; h < horizon; h++)
                {
                    mean[i][h] += part.Weight * forecast[i][h];
                }
            }
        }

        return mean;
    }

    /// <summary>In words, for the log; the weights in per cent.</summary>
    public override string ToString() => $"{(Scale == Scale.Logarithm ? "on logarithms" : "plain")}: "
        + string.Join("; ", Parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{100 * p.Weight:F0} % {p.Rule}")));

    // A rule that never erred, or a series too short to tell: all that are as good count the same.
    static double Weight(double error, double best) => error == best ? 1 : double.IsInfinity(error) ? 0 : best / error * (best / error);
}
