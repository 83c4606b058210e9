namespace RnnModular.Learning.Tests;

public sealed class WeightAverageTests
{
    [Fact]
    public void The_average_follows_the_weights_by_its_formula()
    {
        using var store = new ParameterStore(1);
        Parameter w = store.Add("w", [1]);
        var average = new WeightAverage(store, decay: 0.25);
        double expected = 0;
        for (int step = 1; step <= 6; step++)
        {
            w.Values[0] = step;
            average.Update();
            double decay = Math.Min(0.25, (double)step / (9 + step));
            expected = decay * expected + (1 - decay) * step;
        }

        average.Swap();
        Assert.Equal(expected, w.Values[0], 1e-5);
        average.Swap();
        Assert.Equal(6, w.Values[0]);
    }
}
