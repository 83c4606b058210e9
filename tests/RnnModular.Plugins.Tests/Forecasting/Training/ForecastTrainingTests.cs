using RnnModular.Numerics;
using RnnModular.Plugins.Forecasting.Data;
using RnnModular.Plugins.Forecasting.Training;

namespace RnnModular.Plugins.Tests.Forecasting.Training;

public class ForecastTrainingTests
{
    [Fact]
    public void Held_out_values_change_no_weight_and_no_choice()
    {
        double[] values = AirPassengers.Series.Values;
        double[] other = [.. values[..132], .. values[132..].Select((v, i) => i % 3 == 0 ? 0 : -1000 * v)];
        using ForecastTraining honest = ForecastRun.ToTheEnd(ForecastRun.Prepare(AirPassengers.Series));
        using ForecastTraining changed = ForecastRun.ToTheEnd(ForecastRun.Prepare(AirPassengers.Series with { Values = other }));

        ForecastRun.AssertSameWeights(ForecastRun.Model(honest), ForecastRun.Model(changed));
        Assert.Equal(Column(honest.Finish()), Column(changed.Finish()));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_with_one_thread_and_with_two()
    {
        using var two = new WorkerTeam(2);
        using ForecastTraining a = ForecastRun.ToTheEnd(ForecastRun.Prepare(AirPassengers.Series));
        using ForecastTraining b = ForecastRun.ToTheEnd(ForecastRun.Prepare(AirPassengers.Series, team: two));
        using ForecastTraining c = ForecastRun.ToTheEnd(ForecastRun.Prepare(AirPassengers.Series, seed: 2));

        ForecastRun.AssertSameWeights(ForecastRun.Model(a), ForecastRun.Model(b));
        Assert.NotEqual(ForecastRun.Model(a).Tensors["member0/rnn.weight_hh_l0"].Values, ForecastRun.Model(c).Tensors["member0/rnn.weight_hh_l0"].Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(60)]
    public void A_resumed_training_ends_with_the_same_bits(int stepsBefore)
    {
        using ForecastTraining whole = ForecastRun.ToTheEnd(ForecastRun.Prepare(AirPassengers.Series));
        using ForecastTraining first = ForecastRun.Prepare(AirPassengers.Series);
        using ForecastTraining second = ForecastRun.Prepare(AirPassengers.Series);
        for (int step = 0; step < stepsBefore; step++)
        {
            if (first.TrainStep().EndsEpoch)
            {
                first.Evaluate();
            }
        }

        // A model saved on the way must not disturb the training.
        ForecastRun.Model(first);
        var checkpoint = new MemoryModel();
        first.Save(checkpoint);
        second.Restore(checkpoint);
        ForecastRun.ToTheEnd(second);

        ForecastRun.AssertSameWeights(ForecastRun.Model(whole), ForecastRun.Model(second));
        Assert.Equal(Column(whole.Finish()), Column(second.Finish()));
    }

    [Fact]
    public void A_checkpoint_of_another_problem_is_refused()
    {
        using ForecastTraining one = ForecastRun.Prepare(AirPassengers.Series);
        using ForecastTraining other = ForecastRun.Prepare(AirPassengers.Series, horizon: 6);
        var checkpoint = new MemoryModel();
        one.Save(checkpoint);

        Assert.Equal(FailureKind.Checkpoint, Assert.Throws<RnnException>(() => other.Restore(checkpoint)).Kind);
    }

    [Fact]
    public void Steps_and_epochs_are_counted_over_all_networks()
    {
        using ForecastTraining training = ForecastRun.Prepare(AirPassengers.Series, epochs: 2);
        var reports = new List<StepReport>();
        while (!training.IsFinished)
        {
            reports.Add(training.TrainStep());
            if (reports[^1].EndsEpoch)
            {
                Assert.True(double.IsFinite(training.Evaluate()["loss"]));
            }
        }

        Assert.Equal(training.PlannedSteps, reports.Count);
        Assert.Equal(Enumerable.Range(1, reports.Count).Select(s => (long)s), reports.Select(r => r.Step));
        Assert.Equal([1, 2], reports.Where(r => r.EndsEpoch).Select(r => r.Epoch));
        Assert.All(reports, r => Assert.True(double.IsFinite(r.Loss) && double.IsFinite(r.GradientNorm)));
    }

    [Fact]
    public void A_training_step_allocates_nothing_after_warming_up()
    {
        using ForecastTraining training = ForecastRun.Prepare(AirPassengers.Series, epochs: 4);
        while (training.TrainStep() is var report && report.Epoch < 3)
        {
            if (report.EndsEpoch)
            {
                training.Evaluate();
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        training.TrainStep();
        training.TrainStep();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_result_has_measures_baselines_a_chart_and_a_table()
    {
        using ForecastTraining training = ForecastRun.ToTheEnd(ForecastRun.Prepare(AirPassengers.Series));

        TaskResult result = training.Finish();

        Assert.Equal(["mape", "rmse", "mase"], result.Metrics.Keys);
        Assert.Equal(["seasonalNaive", "growthNaive"], result.Baselines.Keys);
        Assert.True(result.Metrics["mape"] < result.Baselines["seasonalNaive"]["mape"]);
        Chart chart = result.Charts["forecast"];
        Assert.Equal([ChartRole.History, ChartRole.Baseline, ChartRole.Baseline, ChartRole.Truth, ChartRole.Model], chart.Lines.Select(l => l.Role));
        Assert.Equal(["95 %", "80 %"], chart.Bands.Select(b => b.Name));
        Assert.Contains((132.0, "1960"), chart.XTicks);
        Assert.Equal(["step", "date", "forecast", "lower80", "upper80", "lower95", "upper95"], result.Table!.Columns);
        Assert.Equal("1960-12", result.Table.Rows[^1][1]);
        Assert.All(result.Table.Rows, row => Assert.Equal(row.Skip(2).Order(), [row[5], row[3], row[2], row[4], row[6]]));
    }

    static IReadOnlyList<object> Column(TaskResult result) => [.. result.Table!.Rows.Select(r => r[2])];
}
