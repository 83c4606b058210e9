using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class OptimizerTests
{
    const int Steps = 7;
    const double Rate = 0.03;

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void Adam_follows_PyTorchs_formula(double decay, bool decoupled)
    {
        double[] weights = Run(store => new Adam(store, Rate, new AdamOptions { WeightDecay = decay, Decoupled = decoupled }));
        for (int index = 0; index < weights.Length; index++)
        {
            double w = Weight(index), m = 0, v = 0;
            for (int step = 1; step <= Steps; step++)
            {
                double g = Gradient(step, index);
                if (decoupled)
                {
                    w -= Rate * decay * w;
                }
                else
                {
                    g += decay * w;
                }

                m = 0.9 * m + 0.1 * g;
                v = 0.999 * v + 0.001 * g * g;
                w -= Rate / (1 - Math.Pow(0.9, step)) * m / (Math.Sqrt(v) / Math.Sqrt(1 - Math.Pow(0.999, step)) + 1e-8);
            }

            Assert.Equal(w, weights[index], 1e-5);
        }
    }

    [Theory]
    [InlineData(0, 0, false, 0)]
    [InlineData(0.9, 0, false, 0.1)]
    [InlineData(0.9, 0.5, false, 0)]
    [InlineData(0.9, 0, true, 0.1)]
    public void Sgd_follows_PyTorchs_formula(double momentum, double dampening, bool nesterov, double decay)
    {
        double[] weights = Run(store => new Sgd(store, Rate, new SgdOptions { Momentum = momentum, Dampening = dampening, Nesterov = nesterov, WeightDecay = decay }));
        for (int index = 0; index < weights.Length; index++)
        {
            double w = Weight(index), b = 0;
            for (int step = 1; step <= Steps; step++)
            {
                double g = Gradient(step, index) + decay * w;
                if (momentum != 0)
                {
                    b = step == 1 ? g : momentum * b + (1 - dampening) * g;
                    g = nesterov ? g + momentum * b : b;
                }

                w -= Rate * g;
            }

            Assert.Equal(w, weights[index], 1e-5);
        }
    }

    [Fact]
    public void AdamW_decays_weights_by_one_percent_of_the_rate()
    {
        using var store = new ParameterStore(1);
        store.Add("w", [1]).Values[0] = 2;
        Adam.W(store, 0.5).Step(WorkerTeam.Single);
        Assert.Equal(2 * (1 - 0.5 * 0.01), store["w"].Values[0], 1e-6);
    }

    [Fact]
    public void Two_threads_give_the_bits_one_thread_gives()
    {
        using var team = new WorkerTeam(2);
        Assert.Equal(RunLarge(WorkerTeam.Single), RunLarge(team));
    }

    [Fact]
    public void A_restored_optimizer_goes_on_as_if_never_stopped()
    {
        using var store = new ParameterStore(1);
        Fill(store);
        var optimizer = new Adam(store, Rate);
        Advance(store, optimizer, 1, 3);
        var checkpoint = new MemoryCheckpoint();
        optimizer.Save(checkpoint);
        float[] weights = store.Values.ToArray();
        Advance(store, optimizer, 4, 6);
        float[] expected = store.Values.ToArray();

        weights.CopyTo(store.Values);
        var restored = new Adam(store, Rate);
        restored.Restore(checkpoint);
        Advance(store, restored, 4, 6);
        Assert.Equal(expected, store.Values.ToArray());
        Assert.Equal(6, restored.StepCount);
    }

    [Fact]
    public void Gaps_between_parameters_stay_zero()
    {
        using var store = new ParameterStore(1);
        Fill(store);
        Advance(store, Adam.W(store, Rate), 1, 3);
        Assert.All(store.Values[9..16].ToArray(), value => Assert.Equal(0, value));
    }

    static double[] Run(Func<ParameterStore, Optimizer> make)
    {
        using var store = new ParameterStore(1);
        Fill(store);
        Advance(store, make(store), 1, Steps);
        return [.. store["a"].Values.ToArray().Concat(store["b"].Values.ToArray()).Select(value => (double)value)];
    }

    static void Fill(ParameterStore store)
    {
        Parameter a = store.Add("a", [3, 3]);
        Parameter b = store.Add("b", [17]);
        for (int index = 0; index < a.Length + b.Length; index++)
        {
            (index < a.Length ? a : b).Values[index < a.Length ? index : index - a.Length] = (float)Weight(index);
        }
    }

    static void Advance(ParameterStore store, Optimizer optimizer, int first, int last)
    {
        for (int step = first; step <= last; step++)
        {
            int index = 0;
            foreach (Parameter parameter in store.Parameters)
            {
                foreach (ref float gradient in parameter.Gradient)
                {
                    gradient = (float)Gradient(step, index++);
                }
            }

            optimizer.Step(WorkerTeam.Single);
        }
    }

    static double Weight(int index) => (float)(0.1 * index - 1);

    static double Gradient(int step, int index) => (float)(Math.Sin(3 * index + step) * (index % 5 + 0.5));

    static float[] RunLarge(IWorkerTeam team)
    {
        using var store = new ParameterStore(1);
        Parameter w = store.Add("w", [100_003]);
        new Philox(1, "w").FillUniform(w.Values, -1, 1);
        new Philox(1, "g").FillUniform(w.Gradient, -1, 1);
        var optimizer = new Adam(store, Rate);
        optimizer.Step(team);
        optimizer.Step(team);
        return store.Values.ToArray();
    }
}
