using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Feedback topologies and shaped weights against loops over single connections.</summary>
[Trait("Category", "Numeric")]
public sealed class NetworkStatementTests
{
    const int H = Hidden;

    [Theory]
    [InlineData("direct-feedback")]
    [InlineData("indirect-feedback")]
    [InlineData("lateral-feedback")]
    [InlineData("complete-feedback")]
    public void Units_see_what_the_topology_connects_them_with(string id)
    {
        StatedRun run = new(id);
        double[] lower = new double[H], upper = new double[H];
        run.Expect(x =>
        {
            double[] p = Lanes(H, j => Math.Tanh(run.Product("Wp", x)[j] + run["bp"][j] + (id switch
            {
                "direct-feedback" => run["up"][j] * lower[j],
                "indirect-feedback" => Connected(run["Up"], upper, j, itself: true),
                "lateral-feedback" => Connected(run["Up"], lower, j, itself: false),
                _ => Connected(run["Up"], lower, j, itself: true) + Connected(run["Vp"], upper, j, itself: true),
            })));
            double[] h = Lanes(H, j => Math.Tanh(run.Product("Wh", p)[j] + run["bh"][j] + (id switch
            {
                "direct-feedback" => run["uh"][j] * upper[j],
                "indirect-feedback" => 0,
                "lateral-feedback" => Connected(run["Uh"], upper, j, itself: false),
                _ => Connected(run["Uh"], upper, j, itself: true) + Connected(run["Vh"], lower, j, itself: true),
            })));
            (lower, upper) = (p, h);
            return h;
        });
    }

    [Fact]
    public void Gated_feedback_weighs_every_link_between_two_layers_by_one_number()
    {
        StatedRun run = new("gated-feedback");
        double[][] layers = [new double[H], new double[H]];
        run.Expect(x =>
        {
            double[][] old = [.. layers];
            double[] past = [.. old[0], .. old[1]], input = x;
            for (int to = 0; to < 2; to++)
            {
                char name = "ah"[to];
                double[] sum = run.Product($"W{name}", input);
                for (int from = 0; from < 2; from++)
                {
                    double open = Sigmoid(run.Row($"w{name}", 0, input) + run.Row($"u{name}{"ah"[from]}", 0, past));
                    sum = Sum(sum, [.. run.Product($"U{name}{"ah"[from]}", old[from]).Select(v => open * v)]);
                }

                input = layers[to] = [.. sum.Select(Math.Tanh)];
            }

            return layers[1];
        });
    }

    [Fact]
    public void Jordan_network_feeds_its_output_back()
    {
        StatedRun run = new("jordan");
        var y = new double[H];
        run.Expect(x =>
        {
            double[] hidden = [.. Sum(Sum(run.Product("W", x), run.Product("U", y)), run["bh"]).Select(Math.Tanh)];
            return y = [.. Sum(run.Product("V", hidden), run["bo"]).Select(Sigmoid)];
        });
    }

    [Fact]
    public void Antisymmetric_rnn_has_opposite_weights_both_ways_and_leaks_on_the_diagonal()
    {
        StatedRun run = new("antisymmetric-rnn");
        var h = new double[H];
        run.Expect(x =>
        {
            double[] old = h, vx = Sum(run.Product("V", x), run["b"]), w = run["W"];
            double Weight(int row, int column) => row == column ? -0.1 : w[(row * H) + column] - w[(column * H) + row];
            return h = Lanes(H, j => old[j] + (0.1 * Math.Tanh(vx[j] + Lanes(H, k => Weight(j, k) * old[k]).Sum())));
        });
    }

    [Fact]
    public void Lem_moves_its_output_by_the_new_memory()
    {
        StatedRun run = new("lem");
        double[] h = new double[H], z = new double[H];
        run.Expect(x =>
        {
            double[] Summed(string w, string v, string b, double[] state) => Sum(Sum(run.Product(w, state), run.Product(v, x)), run[b]);
            double[] d1 = Summed("W1", "V1", "b1", h), d2 = Summed("W2", "V2", "b2", h), to = Summed("Wz", "Vz", "bz", h), oldZ = z, oldH = h;
            z = Lanes(H, j => oldZ[j] + (Sigmoid(d1[j]) * (Math.Tanh(to[j]) - oldZ[j])));
            double[] next = Summed("Wh", "Vh", "bh", z);
            return h = Lanes(H, j => oldH[j] + (Sigmoid(d2[j]) * (Math.Tanh(next[j]) - oldH[j])));
        });
    }

    [Fact]
    public void Cfc_reads_input_and_state_as_one_vector()
    {
        StatedRun run = new("cfc");
        var h = new double[H];
        run.Expect(x =>
        {
            double[] s = [.. Sum(run.Product("Wb", [.. x, .. h]), run["bb"]).Select(v => 1.7159 * Math.Tanh(0.666 * v))];
            double[] f = Sum(run.Product("W1", s), run["b1"]), g = Sum(run.Product("W2", s), run["b2"]);
            double[] t = Sum(Sum(run.Product("Wta", s), run["bta"]), Sum(run.Product("Wtb", s), run["btb"]));
            return h = Lanes(H, j => (Math.Tanh(f[j]) * Sigmoid(-t[j])) + (Math.Tanh(g[j]) * Sigmoid(t[j])));
        });
    }

    static double Connected(double[] weights, double[] from, int unit, bool itself) =>
        Lanes(H, k => k == unit && !itself ? 0 : weights[(unit * H) + k] * from[k]).Sum();
}
