using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Matrix memories, which write into a matrix and read it, as the attention over all past steps that they stand for.</summary>
[Trait("Category", "Numeric")]
public sealed class MemoryStatementTests
{
    const int H = Hidden;

    [Fact]
    public void M_lstm_is_its_parallel_form_without_a_stabiliser()
    {
        StatedRun run = new("m-lstm");
        List<(double[] Key, double[] Value)> past = [];
        List<double> input = [], forget = [];
        run.Expect(x =>
        {
            double[] q = Sum(run.Product("Wq", x), run["bq"]);
            double[] k = Sum(run.Product("Wk", x), run["bk"]);
            past.Add((Lanes(H, d => k[d] / Math.Sqrt(H)), Sum(run.Product("Wv", x), run["bv"])));
            input.Add(Dot(run["wi"], x) + run["bi"][0]);
            forget.Add(Math.Log(Sigmoid(Dot(run["wf"], x) + run["bf"][0])));
            double[] weights = Lanes(past.Count, s => Math.Exp(input[s] + forget.Skip(s + 1).Sum()) * Dot(past[s].Key, q));
            double[] o = Sum(run.Product("Wo", x), run["bo"]);
            double scale = Math.Max(Math.Abs(weights.Sum()), 1);
            return Lanes(H, j => Sigmoid(o[j]) * weights.Select((w, s) => w * past[s].Value[j]).Sum() / scale);
        });
    }

    [Fact]
    public void Linear_attention_is_a_weighted_mean_of_all_past_values()
    {
        StatedRun run = new("linear-attention");
        static double Feature(double v) => v > 0 ? v + 1 : Math.Exp(v);
        List<(double[] Key, double[] Value)> past = [];
        run.Expect(x =>
        {
            double[] q = [.. run.Product("Wq", x).Select(Feature)];
            past.Add(([.. run.Product("Wk", x).Select(Feature)], run.Product("Wv", x)));
            double[] weights = [.. past.Select(p => Dot(p.Key, q))];
            return Lanes(H, j => past.Zip(weights, (p, w) => w * p.Value[j]).Sum() / weights.Sum());
        });
    }

    [Fact]
    public void Retention_is_attention_that_fades_with_distance()
    {
        StatedRun run = new("retention");
        List<(double[] Key, double[] Value)> past = [];
        run.Expect(x =>
        {
            double[] q = run.Product("Wq", x);
            past.Add((run.Product("Wk", x), run.Product("Wv", x)));
            double[] weights = Lanes(past.Count, s => Math.Pow(1 - (1.0 / 32), past.Count - 1 - s) * Dot(past[s].Key, q) / Math.Sqrt(H));
            double[] read = Normal(Lanes(H, j => past.Zip(weights, (p, w) => w * p.Value[j]).Sum()));
            double[] gate = run.Product("Wg", x);
            return run.Product("Wo", Lanes(H, j => gate[j] * Sigmoid(gate[j]) * read[j]));
        });
    }

    [Fact]
    public void Gated_linear_attention_is_attention_whose_keys_fade_lane_by_lane()
    {
        StatedRun run = new("gated-linear-attention");
        const int D = 3;
        List<(double[] Key, double[] Value, double[] Keep)> past = [];
        run.Expect(x =>
        {
            double[] q = run.Product("Wq", x);
            double[] gate = Sum(run.Product("Wg", run.Product("Wa", x)), run["bg"]);
            past.Add((run.Product("Wk", x), run.Product("Wv", x), Lanes(D, d => Math.Pow(Sigmoid(gate[d]), 1.0 / 16))));
            double Weight(int s) => Lanes(D, d => q[d] * past[s].Key[d] * past.Skip(s + 1).Aggregate(1.0, (kept, later) => kept * later.Keep[d])).Sum();
            double[] weights = Lanes(past.Count, Weight);
            double[] read = Normal(Lanes(H, j => past.Zip(weights, (p, w) => w * p.Value[j]).Sum() / Math.Sqrt(D)));
            double[] r = Sum(run.Product("Wr", x), run["br"]);
            return run.Product("Wo", Lanes(H, j => r[j] * Sigmoid(r[j]) * ((read[j] * run["go"][j]) + run["bo"][j])));
        });
    }

    [Fact]
    public void Delta_net_is_linear_attention_over_values_corrected_one_after_the_other()
    {
        StatedRun run = new("delta-net");
        double[] Swish(double[] v) => [.. v.Select(a => a * Sigmoid(a))];
        double[] Unit(double[] v) => [.. v.Select(a => a / Math.Sqrt(Dot(v, v) + 1e-6))];
        List<(double[] Key, double[] Written)> past = [];
        run.Expect(x =>
        {
            double[] q = Unit(Swish(run.Product("Wq", x))), k = Unit(Swish(run.Product("Wk", x))), v = Swish(run.Product("Wv", x));
            double strength = Sigmoid(Dot(run["wb"], x) + run["bb"][0]);
            double Read(double[] by, int j) => past.Sum(p => Dot(p.Key, by) * p.Written[j]);
            past.Add((k, Lanes(H, j => strength * (v[j] - Read(k, j)))));
            return Lanes(H, j => Read(q, j));
        });
    }

    [Fact]
    public void Fast_weights_attend_to_the_states_of_the_past()
    {
        StatedRun run = new("fast-weights");
        List<double[]> past = [new double[H]];
        run.Expect(x =>
        {
            double[] s = Sum(Sum(run.Product("W", x), run.Product("U", past[^1])), run["b"]);
            double[] first = [.. s.Select(v => Math.Max(v, 0))];
            double[] weights = Lanes(past.Count, r => 0.5 * Math.Pow(0.95, past.Count - 1 - r) * Dot(past[r], first));
            double[] n = Normal(Lanes(H, j => s[j] + past.Zip(weights, (p, w) => w * p[j]).Sum()));
            past.Add(Lanes(H, j => Math.Max((n[j] * run["g"][j]) + run["c"][j], 0)));
            return past[^1];
        });
    }

    static double Dot(double[] a, double[] b) => a.Zip(b, (u, v) => u * v).Sum();

    /// <summary>Of mean 0 and variance 1, as layer normalisation makes it.</summary>
    static double[] Normal(double[] v)
    {
        double mean = v.Average(), variance = v.Average(a => (a - mean) * (a - mean));
        return [.. v.Select(a => (a - mean) / Math.Sqrt(variance + 1e-5))];
    }
}
