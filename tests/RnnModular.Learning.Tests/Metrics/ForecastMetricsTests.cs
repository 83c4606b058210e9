namespace RnnModular.Learning.Tests;

public sealed class ForecastMetricsTests
{
    // Monthly airline passengers in thousands, 1949 to 1960 (Box and Jenkins 1976, series G).
    static readonly double[] _passengers =
    [
        112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118,
        115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140,
        145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
        171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194,
        196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201,
        204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
        242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278,
        284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306,
        315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336,
        340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337,
        360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405,
        417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
    ];

    [Fact]
    public void The_seasonal_naive_forecast_of_1960_has_its_known_errors()
    {
        double[] training = _passengers[..132];
        double[] actual = _passengers[132..];
        double[] naive = _passengers[120..132];
        Assert.Equal(47.833, ForecastMetrics.MeanAbsoluteError(actual, naive), 3);
        Assert.Equal(50.708, ForecastMetrics.RootMeanSquaredError(actual, naive), 3);
        Assert.Equal(9.988, ForecastMetrics.MeanAbsolutePercentageError(actual, naive), 3);
        Assert.Equal(10.572, ForecastMetrics.SymmetricPercentageError(actual, naive), 3);
        Assert.Equal(1.571, ForecastMetrics.MeanAbsoluteScaledError(actual, naive, training, season: 12), 3);
    }

    [Fact]
    public void The_forecast_scaled_by_last_years_growth_has_its_known_errors()
    {
        double growth = _passengers[120..132].Sum() / _passengers[108..120].Sum();
        double[] forecast = [.. _passengers[120..132].Select(value => value * growth)];
        Assert.Equal(16.839, ForecastMetrics.RootMeanSquaredError(_passengers[132..], forecast), 3);
        Assert.Equal(2.953, ForecastMetrics.MeanAbsolutePercentageError(_passengers[132..], forecast), 3);
        Assert.Equal(0.441, ForecastMetrics.MeanAbsoluteScaledError(_passengers[132..], forecast, _passengers[..132], season: 12), 3);
    }

    [Fact]
    public void Where_a_measure_has_no_meaning_it_is_NaN()
    {
        Assert.True(double.IsNaN(ForecastMetrics.MeanAbsolutePercentageError([0, 1], [1, 1])));
        Assert.True(double.IsNaN(ForecastMetrics.MeanAbsoluteScaledError([1], [2], [5, 5, 5])));
        Assert.True(double.IsNaN(ForecastMetrics.MeanAbsoluteScaledError([1], [2], [5, 6], season: 2)));
        Assert.Equal(0, ForecastMetrics.SymmetricPercentageError([0], [0]));
        Assert.Equal(200, ForecastMetrics.SymmetricPercentageError([0], [3]), 9);
    }

    [Fact]
    public void A_forecast_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ForecastMetrics.MeanAbsoluteError([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => ForecastMetrics.RootMeanSquaredError([], []));
    }

    [Fact]
    public void A_running_mean_weighs_its_values()
    {
        var mean = new RunningMean();
        mean.Add(1, weight: 3);
        mean.Add(5);
        Assert.Equal(2, mean.Value, 1e-12);
        Assert.Equal(4, mean.Weight);
    }
}
