namespace RnnModular.Learning.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void Cosine_rises_straight_falls_along_half_a_cosine_and_stays()
    {
        var schedule = new CosineSchedule(peak: 1, total: 14, warmup: 4, final: 0.2);
        Assert.Equal(0.25, schedule.At(1), 1e-12);
        Assert.Equal(1, schedule.At(4), 1e-12);
        Assert.Equal(0.6, schedule.At(9), 1e-12);
        Assert.Equal(0.2, schedule.At(14), 1e-12);
        Assert.Equal(0.2, schedule.At(99), 1e-12);
    }

    [Fact]
    public void Cosine_without_warm_up_begins_at_the_peak()
    {
        Assert.Equal(0.3, new CosineSchedule(0.3, 10).At(1), 1e-12);
        Assert.Equal(0, new CosineSchedule(0.3, 10).At(10), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(1, total: 4, warmup: 4));
    }

    [Fact]
    public void Steps_multiply_the_rate_each_time()
    {
        var schedule = new StepSchedule(1, every: 3, factor: 0.5);
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], Enumerable.Range(1, 7).Select(step => schedule.At(step)));
    }

    [Fact]
    public void A_plateau_lowers_the_rate_after_patience_and_not_below_the_minimum()
    {
        var schedule = new PlateauSchedule(1, factor: 0.1, patience: 1, minimum: 0.05);
        var rates = new List<double>();
        foreach (double loss in new[] { 3.0, 2, 2, 2, 2, 2, 1, 1, 1 })
        {
            schedule.Observe(loss);
            rates.Add(schedule.At(1));
        }

        Assert.Equal([1, 1, 1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05], rates);
    }

    [Fact]
    public void A_restored_plateau_remembers_how_long_it_has_waited()
    {
        var schedule = new PlateauSchedule(1, patience: 1);
        schedule.Observe(2);
        schedule.Observe(2);
        var checkpoint = new MemoryCheckpoint();
        schedule.Save(checkpoint);
        var restored = new PlateauSchedule(1, patience: 1);
        restored.Restore(checkpoint);
        restored.Observe(2);
        Assert.Equal(0.1, restored.At(1), 1e-12);
    }
}
