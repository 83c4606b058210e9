using RnnModular.Numerics;
using RnnModular.Plugins.Forecasting.Data;
using RnnModular.Plugins.Forecasting.Modelling;
using RnnModular.Plugins.Forecasting.Training;

namespace RnnModular.Plugins.Tests.Forecasting.Training;

public class ForecastProblemTests
{
    static Series Steps(int length) => new("steps", [.. Enumerable.Range(0, length).Select(i => i + (double)(i * 7 % 3))]);

    [Fact]
    public void Passengers_are_forecast_a_year_ahead_by_default()
    {
        var problem = ForecastProblem.Of(AirPassengers.Series, null, null, _ => { });

        Assert.Equal(12, problem.Horizon);
        Assert.Equal(12, problem.Season);
        Assert.Equal(132, problem.Training.Length);
    }

    [Fact]
    public void A_fold_chooses_its_blend_from_its_own_values()
    {
        double[] values = [.. AirPassengers.Series.Values];
        var problem = ForecastProblem.Of(AirPassengers.Series, null, null, _ => { });
        for (int i = 100; i < 132; i++)
        {
            values[i] = 1 + i % 7;
        }

        var changed = ForecastProblem.Of(AirPassengers.Series with { Values = values }, null, null, _ => { });

        Assert.Equal(problem.Blend.Scale, changed.Blend.Scale);
        Assert.Equal(problem.BlendAt(100).ToString(), changed.BlendAt(100).ToString());
        Assert.NotEqual(problem.Blend.ToString(), changed.Blend.ToString());
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(9, null)]
    [InlineData(20, 13)]
    [InlineData(20, 20)]
    [InlineData(20, 1000)]
    public void A_horizon_that_leaves_nothing_to_learn_from_is_refused(int length, int? horizon)
    {
        RnnException refused = Assert.Throws<RnnException>(() => ForecastProblem.Of(Steps(length), horizon, null, _ => { }));

        Assert.Equal(FailureKind.Data, refused.Kind);
        Assert.Contains("too long", refused.Message);
    }

    [Fact]
    public void Fewer_than_two_seasons_are_told_and_modelled_without_one()
    {
        var said = new List<string>();

        var problem = ForecastProblem.Of(AirPassengers.Series.Head(24), 4, null, said.Add);

        Assert.Equal(1, problem.Season);
        Assert.Equal(1, problem.Blend.Reference.Season);
        Assert.Contains("hold fewer than two seasons of 12", Assert.Single(said));
    }

    [Theory]
    [InlineData(14, 1)]
    [InlineData(31, 7)]
    [InlineData(33, 8)]
    [InlineData(40, 9)]
    public void Short_series_train_to_the_end(int length, int horizon)
    {
        using ForecastTraining training = ForecastRun.ToTheEnd(ForecastRun.Prepare(Steps(length), horizon));

        Assert.Equal(horizon, training.Finish().Table!.Rows.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(42)]
    public void A_constant_series_is_forecast_to_stay(double value)
    {
        using ForecastTraining training = ForecastRun.ToTheEnd(ForecastRun.Prepare(new Series("constant", [.. Enumerable.Repeat(value, 60)]), 5));

        Assert.All(training.Finish().Table!.Rows, row => Assert.Equal(value, (double)row[2], 0.05));
    }

    [Fact]
    public void Negative_values_and_zeros_are_modelled_as_they_are()
    {
        var stream = new Philox(1, "values");
        double level = 0;
        var series = new Series("walk", [.. Enumerable.Range(0, 200).Select(_ => level += stream.NextNormal())]);
        using ForecastTraining training = ForecastRun.ToTheEnd(ForecastRun.Prepare(series, 8));

        Assert.All(training.Finish().Table!.Rows, row => Assert.True(double.IsFinite((double)row[2])));
        Assert.Equal(Scale.Plain, ForecastProblem.Of(series, 8, null, _ => { }).Blend.Scale);
    }

    [Theory]
    [InlineData(132, 12)]
    [InlineData(10_000, 24)]
    [InlineData(17_000, 168)]
    public void A_plan_keeps_its_slices_apart_and_its_cost_in_bounds(int length, int season)
    {
        var reference = new Reference(Scale.Plain, season, 1, 1, Drift: false);

        var plan = TrainingPlan.Make(length, new Blend(reference, [new BlendPart(reference, 1)]), season, new TrainingOptions(5, 200, 20, 32, 0.01, 0.01));

        Assert.Equal(length, plan.Final.End);
        Assert.NotEmpty(plan.Folds);
        Assert.All(plan.Folds.Append(plan.Final), s => Assert.InRange(s.Cutoff, plan.Origins[0] + 4, s.End - 1));
        Assert.All(plan.Folds, f => Assert.True(f.End <= length - season));
        Assert.True(plan.Origins.Length <= 2000);
        Assert.True(plan.Origins[0] >= plan.Lookback);
    }
}
