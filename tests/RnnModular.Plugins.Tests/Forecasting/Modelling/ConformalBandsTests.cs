using RnnModular.Numerics;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Tests.Forecasting.Modelling;

public class ConformalBandsTests
{
    [Theory]
    [InlineData(9, 0.8, 8)]
    [InlineData(4, 0.8, 4)]
    [InlineData(19, 0.95, 19)]
    [InlineData(39, 0.95, 38)]
    [InlineData(99, 0.8, 80)]
    [InlineData(10, 0.95, 10)]
    [InlineData(1, 0.8, 1)]
    public void The_quantile_is_the_conformal_one(int count, double level, double expected) =>
        Assert.Equal(expected, ConformalBands.Quantile([.. Enumerable.Range(1, count).Select(v => (double)v)], level));

    [Fact]
    public void Steps_with_many_residuals_have_widths_of_their_own_and_others_share()
    {
        var bands = new ConformalBands(3);
        for (int i = 1; i <= 199; i++)
        {
            bands.Add(0, i % 2 == 0 ? i : -i);
        }

        bands.Add(1, 1000);

        BandWidths widths = bands.Widths();

        Assert.Equal(160, widths.Width80[0]);
        Assert.Equal(190, widths.Width95[0]);
        Assert.Equal(161, widths.Width80[1]);
        Assert.Equal(widths.Width80[1], widths.Width80[2]);
    }

    [Fact]
    public void Fresh_errors_of_the_same_kind_fall_inside_as_often_as_promised()
    {
        var stream = new Philox(5, "residuals");
        var bands = new ConformalBands(1);
        for (int i = 0; i < 2000; i++)
        {
            bands.Add(0, Math.Pow(stream.NextNormal(), 3));
        }

        BandWidths widths = bands.Widths();
        double[] fresh = [.. Enumerable.Range(0, 5000).Select(_ => Math.Abs(Math.Pow(stream.NextNormal(), 3)))];

        Assert.Equal(0.80, fresh.Count(e => e <= widths.Width80[0]) / 5000.0, 0.03);
        Assert.Equal(0.95, fresh.Count(e => e <= widths.Width95[0]) / 5000.0, 0.02);
    }

    [Fact]
    public void Without_residuals_the_widths_are_those_of_a_normal_distribution()
    {
        BandWidths widths = new ConformalBands(2).Widths();

        Assert.Equal([1.2816, 1.2816], widths.Width80);
        Assert.Equal([1.96, 1.96], widths.Width95);
    }
}
