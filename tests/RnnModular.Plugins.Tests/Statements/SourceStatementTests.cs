using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Cells with side inputs, masks and starts against loops over single values; a mask is its mean here.</summary>
[Trait("Category", "Numeric")]
public sealed class SourceStatementTests
{
    const int I = Inputs;
    const int H = Hidden;

    [Fact]
    public void Gru_d_fills_in_what_is_missing_and_fades_its_state()
    {
        StatedRun run = new("gru-d");
        double[] h = new double[H], last = new double[I];
        run.Expect(row =>
        {
            double[] x = row[..I], m = row[I..(2 * I)], delta = row[(2 * I)..];
            double[] seen = last;
            double[] v = Lanes(I, j =>
            {
                double fade = Math.Exp(-Math.Max(0, (run["wx"][j] * delta[j]) + run["bx"][j]));
                return (m[j] * x[j]) + ((1 - m[j]) * ((fade * seen[j]) + ((1 - fade) * run["average"][j])));
            });
            last = Lanes(I, j => (m[j] * x[j]) + ((1 - m[j]) * seen[j]));
            double[] decay = Sum(run.Product("Wd", delta), run["bd"]);
            double[] p = Lanes(H, j => Math.Exp(-Math.Max(0, decay[j])) * h[j]);
            double[] Gate(string g, double[] state) => Sum(Sum(run.Product("W" + g, v), run.Product("U" + g, state)), Sum(run.Product("V" + g, m), run["b" + g]));
            double[] r = Gate("r", p), z = Gate("z", p), n = Gate("n", Lanes(H, j => Sigmoid(r[j]) * p[j]));
            return h = Lanes(H, j => (Sigmoid(-z[j]) * p[j]) + (Sigmoid(z[j]) * Math.Tanh(n[j])));
        });
    }

    [Theory]
    [InlineData("cfc-time")]
    [InlineData("cfc-no-gate")]
    [InlineData("cfc-pure")]
    public void Cfc_is_ncps_in_its_three_modes(string id)
    {
        StatedRun run = new(id);
        var h = new double[H];
        run.Expect(row =>
        {
            double dt = row[I];
            double[] s = [.. Sum(run.Product("Wb", [.. row[..I], .. h]), run["bb"]).Select(v => 1.7159 * Math.Tanh(0.666 * v))];
            double[] f = Sum(run.Product("W1", s), run["b1"]);
            if (id == "cfc-pure")
            {
                return h = Lanes(H, j => (-run["A"][j] * Math.Exp(-dt * (Math.Abs(run["tau"][j]) + Math.Abs(f[j]))) * f[j]) + run["A"][j]);
            }

            double[] g = Sum(run.Product("W2", s), run["b2"]);
            double[] a = Sum(run.Product("Wta", s), run["bta"]), b = Sum(run.Product("Wtb", s), run["btb"]);
            double T(int j) => Sigmoid((a[j] * dt) + b[j]);
            return h = Lanes(H, j => (Math.Tanh(f[j]) * (id == "cfc-time" ? 1 - T(j) : 1)) + (T(j) * Math.Tanh(g[j])));
        });
    }

    [Fact]
    public void Zoneout_lstm_in_evaluation_mixes_old_and_new_by_the_rates()
    {
        StatedRun run = new("zoneout-lstm");
        double[] h = new double[H], c = new double[H];
        run.Expect(x =>
        {
            double[] Gate(string g) => Sum(Sum(run.Product("W" + g, x), run.Product("U" + g, h)), run["b" + g]);
            double[] i = Gate("i"), f = Gate("f"), g = Gate("g"), o = Gate("o"), oldC = c, oldH = h;
            double[] k = Lanes(H, j => (Sigmoid(f[j]) * oldC[j]) + (Sigmoid(i[j]) * Math.Tanh(g[j])));
            c = Lanes(H, j => (0.5 * oldC[j]) + (0.5 * k[j]));
            return h = Lanes(H, j => (0.05 * oldH[j]) + (0.95 * Sigmoid(o[j]) * Math.Tanh(k[j])));
        });
    }

    [Fact]
    public void Jordan_context_is_the_fading_sum_of_past_outputs()
    {
        StatedRun run = new("jordan-context");
        List<double[]> outputs = [];
        run.Expect(x =>
        {
            double[] context = Lanes(H, j => outputs.Select((o, t) => Math.Pow(0.5, outputs.Count - 1 - t) * o[j]).Sum());
            double[] hidden = [.. Sum(Sum(run.Product("W", x), run.Product("U", context)), run["bh"]).Select(Math.Tanh)];
            outputs.Add([.. Sum(run.Product("V", hidden), run["bo"]).Select(Sigmoid)]);
            return outputs[^1];
        });
    }

    [Fact]
    public void Learned_start_lstm_begins_with_its_parameters()
    {
        StatedRun run = new("learned-start-lstm");
        double[] h = run["h0"], c = run["c0"];
        run.Expect(x =>
        {
            double[] Gate(string g) => Sum(Sum(run.Product("W" + g, x), run.Product("U" + g, h)), Sum(run["b" + g], run["c" + g]));
            double[] i = Gate("i"), f = Gate("f"), g = Gate("g"), o = Gate("o"), old = c;
            c = Lanes(H, j => (Sigmoid(f[j]) * old[j]) + (Sigmoid(i[j]) * Math.Tanh(g[j])));
            return h = Lanes(H, j => Sigmoid(o[j]) * Math.Tanh(c[j]));
        });
    }

    [Fact]
    public void Min_gru_of_positive_candidates_is_the_sum_of_products_that_its_logarithms_add_up()
    {
        StatedRun run = new("min-gru-positive");
        List<double[]> kept = [], written = [];
        run.Expect(x =>
        {
            double[] z = Sum(run.Product("Wz", x), run["bz"]), v = Sum(run.Product("Wh", x), run["bh"]);
            kept.Add(Lanes(H, j => -Math.Log(1 + Math.Exp(z[j]))));
            written.Add(Lanes(H, j => -Math.Log(1 + Math.Exp(-z[j])) + (v[j] >= 0 ? Math.Log(v[j] + 0.5) : -Math.Log(1 + Math.Exp(-v[j])))));
            return Lanes(H, j => written.Select((w, t) => Math.Exp(w[j] + kept.Skip(t + 1).Sum(k => k[j]))).Sum());
        });
    }
}
