using RnnModular.Numerics;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Tests.Forecasting.Modelling;

public class BlendTests
{
    static readonly Reference _naive = new(Scale.Plain, 8, 1, 1, Drift: false);
    static readonly Smoothing _smooth = new(Scale.Plain, 8, 0.2, 0.1, 0.3, 1);

    static double[] Noise(int length)
    {
        var stream = new Philox(5, "noise");
        return [.. Enumerable.Range(0, length).Select(_ => 5 + (double)stream.NextNormal())];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(31)]
    public void Smoothing_draws_on_a_line_with_a_fixed_season_exactly(int season)
    {
        double[] z = [.. Enumerable.Range(0, 150).Select(i => 3 + 0.25 * i + (i % season) * (i % season) / 10.0)];
        var smoothing = new Smoothing(Scale.Plain, season, 0.5, 0.5, season == 1 ? 0 : 0.3, 1);

        double[][] forecasts = smoothing.Forecast(z, [99, 120], 9);

        Assert.All(Enumerable.Range(0, 9), h => Assert.Equal(z[99 + h], forecasts[0][h], 1e-6));
        Assert.All(Enumerable.Range(0, 9), h => Assert.Equal(z[120 + h], forecasts[1][h], 1e-6));
    }

    [Fact]
    public void Smoothing_of_the_level_alone_weighs_the_past_by_powers()
    {
        double[] z = Noise(33);

        double[] forecast = new Smoothing(Scale.Plain, 1, 0.3, 0, 0, 0).Forecast(z, [33], 2)[0];

        double expected = Math.Pow(0.7, 32) * z[0] + Enumerable.Range(1, 32).Sum(i => 0.3 * Math.Pow(0.7, 32 - i) * z[i]);
        Assert.All(forecast, f => Assert.Equal(expected, f, 1e-12));
    }

    [Fact]
    public void A_damped_trend_comes_to_rest()
    {
        double[] z = [.. Enumerable.Range(0, 60).Select(i => (double)i)];

        double[] forecast = new Smoothing(Scale.Plain, 1, 0.5, 0.5, 0, 0.9).Forecast(z, [60], 200)[0];

        Assert.True(forecast[1] > forecast[0]);
        Assert.Equal(forecast[150], forecast[199], 1e-5);
    }

    [Fact]
    public void No_rule_reads_anything_at_or_after_the_origin()
    {
        double[] z = Noise(100);
        var blend = new Blend(_naive, [new(_naive, 0.25), new(_naive with { Drift = true }, 0.25), new(_smooth, 0.5)]);
        double[] before = blend.Forecast(z, [40, 60], 12)[1];

        Array.Fill(z, double.NaN, 60, 40);

        Assert.Equal(before, blend.Forecast(z, [40, 60], 12)[1]);
        Assert.DoesNotContain(double.NaN, before);
    }

    [Fact]
    public void A_blend_is_the_weighted_mean_of_its_rules()
    {
        double[] z = Noise(70);
        double[] blended = new Blend(_naive, [new(_naive, 0.25), new(_smooth, 0.75)]).Forecast(z, [70], 9)[0];

        double[] a = _naive.Forecast(z, [70], 9)[0];
        double[] b = _smooth.Forecast(z, [70], 9)[0];

        Assert.All(Enumerable.Range(0, 9), h => Assert.Equal(0.25 * a[h] + 0.75 * b[h], blended[h], 1e-12));
    }

    [Fact]
    public void Weights_fall_with_the_square_of_the_error_and_add_up_to_one()
    {
        var other = new Smoothing(Scale.Logarithm, 8, 0.2, 0, 0.3, 0);

        var blend = Blend.Of([new(_smooth, 1), new(other, 1.5), new(_naive, 2), new(_naive with { LevelSpan = 3 }, double.PositiveInfinity)]);

        Assert.Equal(_naive, blend.Reference);
        Assert.Equal([_naive, _smooth], blend.Parts.Select(p => p.Rule));
        Assert.Equal(0.2, blend.Parts[0].Weight, 1e-12);
        Assert.Equal(0.8, blend.Parts[1].Weight, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    public void Rules_that_cannot_be_told_apart_count_the_same(double error)
    {
        var blend = Blend.Of([new(_naive, error), new(_smooth, error)]);

        Assert.All(blend.Parts, p => Assert.Equal(0.5, p.Weight));
    }
}
