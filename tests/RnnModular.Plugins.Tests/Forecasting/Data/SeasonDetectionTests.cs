using RnnModular.Plugins.Forecasting.Data;

namespace RnnModular.Plugins.Tests.Forecasting.Data;

public class SeasonDetectionTests
{
    static double[] Wave(int length, int season, double trend) =>
        [.. Enumerable.Range(0, length).Select(i => trend * i + Math.Sin(2 * Math.PI * i / season) + 0.3 * Math.Cos(4 * Math.PI * i / season))];

    [Theory]
    [InlineData(60, 7, 0)]
    [InlineData(99, 8, 0.05)]
    [InlineData(99, 9, -0.05)]
    [InlineData(200, 31, 0.02)]
    [InlineData(200, 33, 0)]
    [InlineData(120, 12, 1)]
    public void A_wave_is_found_under_a_trend(int length, int season, double trend) =>
        Assert.Equal(season, SeasonDetection.ByAutocorrelation(Wave(length, season, trend))[0]);

    [Fact]
    public void What_looks_like_a_day_of_hours_brings_its_week() =>
        Assert.Equal([24, 168], SeasonDetection.ByAutocorrelation(Wave(600, 24, 0)).Take(2));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void A_constant_or_a_straight_line_has_no_season(int length)
    {
        Assert.Equal([1], SeasonDetection.Candidates(new Series("constant", new double[length])));
        Assert.Equal([1], SeasonDetection.Candidates(new Series("line", [.. Enumerable.Range(0, length).Select(i => 2.0 * i)])));
    }

    [Fact]
    public void Passengers_without_dates_still_have_twelve_months() =>
        Assert.Equal(12, SeasonDetection.Candidates(new Series("no dates", AirPassengers.Series.Values))[0]);

    [Fact]
    public void A_season_the_series_does_not_hold_twice_is_no_candidate() =>
        Assert.Equal([1], SeasonDetection.Candidates(AirPassengers.Series.Head(24)));
}
