using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Recurrences against the sums over the whole past that they stand for, and stabilised cells against their plain form.</summary>
[Trait("Category", "Numeric")]
public sealed class ScanStatementTests
{
    const int H = Hidden;

    [Fact]
    public void S_lstm_is_its_unstabilised_form()
    {
        StatedRun run = new("s-lstm");
        double[] w = run.Stack("Wi", "Wf", "Wz", "Wo"), r = run.Stack("Ri", "Rf", "Rz", "Ro"), b = run.Stack("bi", "bf", "bz", "bo");
        double[] h = new double[H], c = new double[H], n = new double[H];
        run.Expect(x =>
        {
            double[] a = Sum(Sum(Product(w, x), Product(r, h)), b);
            for (int j = 0; j < H; j++)
            {
                c[j] = (Sigmoid(a[H + j]) * c[j]) + (Math.Exp(a[j]) * Math.Tanh(a[(2 * H) + j]));
                n[j] = (Sigmoid(a[H + j]) * n[j]) + Math.Exp(a[j]);
            }

            return h = Lanes(H, j => Sigmoid(a[(3 * H) + j]) * c[j] / n[j]);
        });
    }

    [Fact]
    public void S_lstm_of_four_heads_connects_only_the_units_of_one_head()
    {
        const int Units = 8, Wide = 2;
        StatedRun run = new("s-lstm-heads", Units);
        double[] h = new double[Units], c = new double[Units], n = new double[Units];
        run.Expect(x =>
        {
            double[] old = h;
            double Gate(string g, int j) => run.Row("W" + g, j, x) + run["b" + g][j] + run.Row("R" + g, j, old[(j / Wide * Wide)..((j / Wide * Wide) + Wide)]);
            for (int j = 0; j < Units; j++)
            {
                c[j] = (Sigmoid(Gate("f", j)) * c[j]) + (Math.Exp(Gate("i", j)) * Math.Tanh(Gate("z", j)));
                n[j] = (Sigmoid(Gate("f", j)) * n[j]) + Math.Exp(Gate("i", j));
            }

            return h = Lanes(Units, j => Sigmoid(Gate("o", j)) * c[j] / n[j]);
        });
    }

    [Fact]
    public void Rwkv_time_mix_is_a_weighted_mean_of_all_past_values()
    {
        StatedRun run = new("rwkv4-time-mix");
        List<double[]> keys = [], values = [];
        var previous = new double[Inputs];
        run.Expect(x =>
        {
            double[] Mixed(string mu) => Lanes(Inputs, i => (run[mu][i] * x[i]) + ((1 - run[mu][i]) * previous[i]));
            double[] gate = run.Product("Wr", Mixed("mr"));
            keys.Add(run.Product("Wk", Mixed("mk")));
            values.Add(run.Product("Wv", Mixed("mv")));
            previous = x;
            int now = keys.Count - 1;
            return run.Product("Wo", Lanes(H, j =>
            {
                double Weight(int s) => Math.Exp(keys[s][j] + (s == now ? run["u"][j] : -(now - 1 - s) * Math.Exp(run["decay"][j])));
                double[] weights = Lanes(now + 1, Weight);
                return Sigmoid(gate[j]) * weights.Select((weight, s) => weight * values[s][j]).Sum() / weights.Sum();
            }));
        });
    }

    [Fact]
    public void Min_gru_is_the_sum_of_what_was_written_and_has_been_kept_since()
    {
        StatedRun run = new("min-gru");
        ExpectSums(run, x =>
        {
            double[] z = Sum(run.Product("Wz", x), run["bz"]), n = Sum(run.Product("Wh", x), run["bh"]);
            return (Lanes(H, j => Sigmoid(-z[j])), Lanes(H, j => Sigmoid(z[j]) * n[j]));
        });
    }

    [Fact]
    public void Min_lstm_keeps_what_it_does_not_write()
    {
        StatedRun run = new("min-lstm");
        ExpectSums(run, x =>
        {
            double[] f = Sum(run.Product("Wf", x), run["bf"]), i = Sum(run.Product("Wi", x), run["bi"]), n = Sum(run.Product("Wh", x), run["bh"]);
            double[] keep = Lanes(H, j => 1 / (1 + (Sigmoid(i[j]) / Sigmoid(f[j]))));
            return (keep, Lanes(H, j => (1 - keep[j]) * n[j]));
        });
    }

    [Fact]
    public void Rg_lru_keeps_a_power_of_a_and_keeps_the_energy_of_what_it_adds()
    {
        StatedRun run = new("rg-lru");
        ExpectSums(run, x =>
        {
            double[] u = run.Product("Wu", x);
            double[] r = Sum(run.Product("Wa", u), run["ba"]), i = Sum(run.Product("Wi", u), run["bi"]);
            double[] keep = Lanes(H, j => Math.Pow(Sigmoid(-run["L"][j]), 8 * Sigmoid(r[j])));
            return (keep, Lanes(H, j => Math.Sqrt(1 - Math.Pow(keep[j], 2)) * Sigmoid(i[j]) * u[j]));
        });
    }

    [Fact]
    public void Rg_lru_forgets_what_came_before_a_document()
    {
        const int Units = 8, Wide = 2;
        StatedRun run = new("rg-lru-reset", Units);
        double[] h = new double[Units];
        run.Expect(row =>
        {
            double[] u = run.Product("Wu", row[..Inputs]);
            double reset = row[Inputs];
            double Gate(string w, string b, int j) => Sigmoid(run.Row(w, j, u[(j / Wide * Wide)..((j / Wide * Wide) + Wide)]) + run[b][j]);
            return h = Lanes(Units, j =>
            {
                double keep = Math.Pow(Sigmoid(-run["L"][j]), 8 * Gate("Wa", "ba", j)), energy = Math.Sqrt(1 - (keep * keep));
                return (keep * h[j] * (1 - reset)) + (Gate("Wi", "bi", j) * u[j] * (energy + (reset * (1 - energy))));
            });
        });
    }

    [Fact]
    public void Qrnn_is_a_convolution_then_fo_pooling()
    {
        StatedRun run = new("qrnn");
        double[][] padded = [new double[Inputs], .. run.X];
        double[][] Convolved(string w, string v, string b) =>
            [.. run.X.Select((_, t) => Sum(Sum(run.Product(w, padded[t + 1]), run.Product(v, padded[t])), run[b]))];
        double[][] z = Convolved("Wz", "Vz", "bz"), f = Convolved("Wf", "Vf", "bf"), o = Convolved("Wo", "Vo", "bo");
        var c = new double[H];
        int step = 0;
        run.Expect(_ =>
        {
            int t = step++;
            double[] old = c;
            c = Lanes(H, j => (Sigmoid(f[t][j]) * old[j]) + (Sigmoid(-f[t][j]) * Math.Tanh(z[t][j])));
            return Lanes(H, j => Sigmoid(o[t][j]) * c[j]);
        });
    }

    [Fact]
    public void Sru_is_the_code_of_its_authors()
    {
        StatedRun run = new("sru");
        double[] w = run.Stack("W", "Wf", "Wr", "Wx");
        var c = new double[H];
        run.Expect(x =>
        {
            double[] u = Product(w, x);
            return Lanes(H, j =>
            {
                double f = Sigmoid(u[H + j] + run["bf"][j] + (run["vf"][j] * c[j]));
                double r = Sigmoid(u[(2 * H) + j] + run["br"][j] + (run["vr"][j] * c[j]));
                c[j] = u[j] + ((c[j] - u[j]) * f);
                return u[(3 * H) + j] + ((c[j] - u[(3 * H) + j]) * r);
            });
        });
    }

    /// <summary>h_t = Σ_s added_s · Π_{r&gt;s} keep_r.</summary>
    static void ExpectSums(StatedRun run, Func<double[], (double[] Keep, double[] Added)> step)
    {
        List<(double[] Keep, double[] Added)> past = [];
        run.Expect(x =>
        {
            past.Add(step(x));
            return Lanes(H, j => past.Select((p, s) => past.Skip(s + 1).Aggregate(p.Added[j], (value, later) => value * later.Keep[j])).Sum());
        });
    }
}
