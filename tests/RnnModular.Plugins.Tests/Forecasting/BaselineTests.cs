using RnnModular.Plugins.Forecasting.Baselines;
using RnnModular.Plugins.Forecasting.Data;

namespace RnnModular.Plugins.Tests.Forecasting;

public class BaselineTests
{
    static IReadOnlyDictionary<string, double> OnPassengers(int baseline)
    {
        double[] values = AirPassengers.Series.Values;
        return Accuracy.Measure(values.AsSpan(132), NaiveForecasts.All(values.AsSpan(0, 132), 12, 12)[baseline].Forecast, values.AsSpan(0, 132), 12);
    }

    [Fact]
    public void Seasonal_naive_has_its_published_errors_on_the_passengers_of_1960()
    {
        IReadOnlyDictionary<string, double> errors = OnPassengers(0);

        Assert.Equal(9.988, errors["mape"], 0.0005);
        Assert.Equal(50.708, errors["rmse"], 0.0005);
        Assert.Equal(1.571, errors["mase"], 0.0005);
    }

    [Fact]
    public void Growth_naive_has_its_published_errors_on_the_passengers_of_1960()
    {
        IReadOnlyDictionary<string, double> errors = OnPassengers(1);

        Assert.Equal(2.953, errors["mape"], 0.0005);
        Assert.Equal(16.839, errors["rmse"], 0.0005);
        Assert.Equal(0.441, errors["mase"], 0.0005);
    }

    [Fact]
    public void Naive_forecasts_go_on_for_several_seasons()
    {
        double[] history = [1, 2, 2, 4];

        Assert.Equal([2, 4, 2, 4, 2], NaiveForecasts.SeasonalNaive(history, 2, 5));
        Assert.Equal([4, 8, 8, 16, 16], NaiveForecasts.GrowthNaive(history, 2, 5)!);
        Assert.Equal([5, 6], NaiveForecasts.Drift(history, 2));
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, -1.0)]
    [InlineData(3, 1.0)]
    public void Where_growth_makes_no_sense_the_second_baseline_is_drift(int season, double sign)
    {
        double[] history = [1 * sign, 2 * sign, 3 * sign, 4 * sign];

        Assert.Null(NaiveForecasts.GrowthNaive(history, season, 2));
        Assert.Equal("drift", NaiveForecasts.All(history, season, 2)[1].Name);
    }

    [Fact]
    public void A_measure_that_is_not_defined_is_left_out() =>
        Assert.Equal(["rmse"], Accuracy.Measure([0, 1], [1, 1], [2, 2, 2], 1).Keys);
}
