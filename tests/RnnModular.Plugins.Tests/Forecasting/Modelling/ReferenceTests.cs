using RnnModular.Numerics;
using RnnModular.Plugins.Forecasting.Baselines;
using RnnModular.Plugins.Forecasting.Data;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Tests.Forecasting.Modelling;

public class ReferenceTests
{
    static double[] Noise(int length)
    {
        var stream = new Philox(3, "noise");
        return [.. Enumerable.Range(0, length).Select(_ => 5 + (double)stream.NextNormal())];
    }

    [Theory]
    [InlineData(Scale.Plain)]
    [InlineData(Scale.Logarithm)]
    public void The_scale_is_undone_exactly_enough(Scale scale)
    {
        double[] values = [1e-3, 0.5, 1, 112, 1e9];

        double[] back = [.. Transform.Apply(scale, values).Select(z => Transform.Invert(scale, z))];

        Assert.All(values.Zip(back), pair => Assert.Equal(pair.First, pair.Second, 1e-14 * pair.First));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Logarithms_of_zero_and_below_are_refused(double value) =>
        Assert.Equal(FailureKind.Data, Assert.Throws<RnnException>(() => Transform.Apply(Scale.Logarithm, [1, value])).Kind);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 1, 7)]
    [InlineData(8, 3, 1)]
    [InlineData(9, 4, 3)]
    [InlineData(31, 2, 8)]
    public void Level_season_and_what_is_left_add_up_to_the_series(int season, int profileSeasons, int levelSpan)
    {
        double[] z = Noise(4 * 33);
        var reference = new Reference(Scale.Plain, season, profileSeasons, levelSpan, Drift: true);
        int origin = 3 * 33;
        var windows = new WindowSet(z, new Blend(reference, [new BlendPart(reference, 1)]), 7, 9, [origin]);
        var profile = new double[season];
        double level = reference.At(z, origin, profile);

        Assert.All(Enumerable.Range(0, 9), h => Assert.Equal(z[origin + h], windows.Target(0)[h] + reference.Forecast(z, [origin], 9)[0][h], 1e-5));
        Assert.All(Enumerable.Range(1, 7), back => Assert.Equal(z[origin - back], windows.Input(0, 7 - back)[0] + profile[reference.Phase(-back)] + level, 1e-5));
        Assert.Equal(0, profile.Sum(), 1e-9);
    }

    [Fact]
    public void A_profile_of_one_season_is_the_seasonal_naive_method()
    {
        double[] z = Noise(50);
        var reference = new Reference(Scale.Plain, 8, 1, 8, Drift: false);
        var profile = new double[8];

        double level = reference.At(z, 50, profile);

        double[] naive = NaiveForecasts.SeasonalNaive(z, 8, 8);
        Assert.All(Enumerable.Range(0, 8), h => Assert.Equal(naive[h], level + profile[h], 1e-12));
    }

    [Fact]
    public void Nothing_at_or_after_the_origin_is_read()
    {
        double[] z = Noise(100);
        var reference = new Reference(Scale.Plain, 12, 4, 3, Drift: true);
        (var before, var after) = (new double[12], new double[12]);
        double level = reference.At(z, 60, before);

        Array.Fill(z, double.NaN, 60, 40);

        Assert.Equal(level, reference.At(z, 60, after));
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    public void The_drift_is_the_mean_change_from_earlier_origins(int season)
    {
        double[] z = [.. Enumerable.Range(0, 99).Select(i => 0.5 * i)];
        var reference = new Reference(Scale.Plain, season, 1, 1, Drift: true);

        double[] forecast = reference.Forecast(z, [80, 90], 9)[1];

        // With a season the slope inside the last one is part of its profile; the drift makes up for that.
        Assert.All(Enumerable.Range(0, 9), h => Assert.Equal(0.5 * (90 + h), forecast[h], 1e-9));
    }

    [Fact]
    public void Passengers_are_best_taken_apart_on_logarithms_with_a_season_of_twelve()
    {
        IReadOnlyList<RuleScore> ranking = RuleRanking.Rank(AirPassengers.Series.Values[..132], [12, 1], [Scale.Logarithm, Scale.Plain], 12);

        Assert.Equal(Scale.Logarithm, ranking[0].Rule.Scale);
        Assert.Equal(12, ranking[0].Rule.Season);
        Assert.True(ranking[0].Error < ranking[^1].Error / 2);
        Assert.Equal(ranking.Select(r => r.Error).Order(), ranking.Select(r => r.Error));
    }

    [Fact]
    public void Noise_without_a_season_is_taken_apart_without_one()
    {
        IReadOnlyList<RuleScore> ranking = RuleRanking.Rank([.. Noise(300).Select((v, i) => v + 0.5 * i)], [12, 1], [Scale.Plain], 6);

        Assert.Equal(1, ranking[0].Rule.Season);
        Assert.True(Blend.Of(ranking).Reference.Drift);
    }
}
