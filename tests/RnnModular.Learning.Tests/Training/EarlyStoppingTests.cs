namespace RnnModular.Learning.Tests;

public sealed class EarlyStoppingTests
{
    [Fact]
    public void It_stops_when_patience_is_over_and_gives_the_best_weights_back()
    {
        using var store = new ParameterStore(1);
        Parameter w = store.Add("w", [1]);
        var stopping = new EarlyStopping(store, patience: 1);
        double[] losses = [3, 2, 2.5, 2];
        var stops = new List<bool>();
        for (int step = 1; step <= losses.Length; step++)
        {
            w.Values[0] = step;
            stopping.Observe(losses[step - 1], step);
            stops.Add(stopping.ShouldStop);
        }

        Assert.Equal([false, false, false, true], stops);
        Assert.Equal((2.0, 2L), (stopping.BestLoss, stopping.BestStep));
        stopping.UseBest();
        Assert.Equal(2, w.Values[0]);
    }

    [Fact]
    public void A_gain_no_larger_than_the_least_wanted_does_not_count()
    {
        using var store = new ParameterStore(1);
        store.Add("w", [1]);
        var stopping = new EarlyStopping(store, patience: 0, minDelta: 0.5);
        Assert.True(stopping.Observe(3, 1));
        Assert.False(stopping.Observe(2.5, 2));
        Assert.True(stopping.ShouldStop);
    }

    [Fact]
    public void A_start_that_is_never_beaten_is_the_best()
    {
        using var store = new ParameterStore(1);
        Parameter w = store.Add("w", [1]);
        var stopping = new EarlyStopping(store, patience: null);
        stopping.Observe(1, step: 0);
        w.Values[0] = 5;
        stopping.Observe(2, step: 1);
        stopping.UseBest();
        Assert.Equal(0, w.Values[0]);
        Assert.False(stopping.ShouldStop);
    }

    [Fact]
    public void NaN_is_never_the_best()
    {
        using var store = new ParameterStore(1);
        store.Add("w", [1]);
        Assert.False(new EarlyStopping(store, patience: 5).Observe(double.NaN, 1));
    }
}
