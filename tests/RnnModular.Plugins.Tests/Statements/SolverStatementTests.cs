using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Cells with a loop or a grid of values inside a step, number by number.</summary>
[Trait("Category", "Numeric")]
public sealed class SolverStatementTests
{
    const int H = Hidden;

    [Fact]
    public void Mamba_s6_is_a_sum_of_inputs_each_faded_by_the_time_since()
    {
        StatedRun run = new("mamba-s6");
        const int N = 16;
        List<(double[] Time, double[] Input, double[] Map)> past = [];
        run.Expect(x =>
        {
            double[] u = [.. run.Product("Wu", x).Select(Swish)], z = run.Product("Wz", x);
            double[] time = [.. Sum(run.Product("Wd", u), run["bd"]).Select(Softplus)];
            past.Add((time, u, run.Product("Wb", u)));
            double[] read = run.Product("Wc", u);
            double Scan(int j, int n) => past.Select((p, s) =>
                Math.Exp(-Math.Exp(run["A"][(j * N) + n]) * past.Skip(s + 1).Sum(later => later.Time[j])) * p.Time[j] * p.Input[j] * p.Map[n]).Sum();
            return Lanes(H, j => (Lanes(N, n => Scan(j, n) * read[n]).Sum() + (run["D"][j] * u[j])) * Swish(z[j]));
        });
    }

    [Fact]
    public void Ltc_is_the_fused_solver_synapse_by_synapse()
    {
        StatedRun run = new("ltc");
        double[] v = new double[H];
        run.Expect(x =>
        {
            for (int substep = 0; substep < 6; substep++)
            {
                double[] old = v;
                v = Lanes(H, j =>
                {
                    double capacity = Softplus(run["cm"][j]) * 6, leak = Softplus(run["gl"][j]);
                    double above = (capacity * old[j]) + (leak * run["vl"][j]), below = capacity + leak + 1e-8;
                    for (int from = 0; from < H + Inputs; from++)
                    {
                        bool unit = from < H;
                        int at = unit ? (j * H) + from : (j * Inputs) + from - H;
                        double source = unit ? old[from] : (run["ax"][from - H] * x[from - H]) + run["bx"][from - H];
                        double Of(string name) => run[name + (unit ? "h" : "x")][at];
                        double conductance = Softplus(Of("w")) * Sigmoid(Of("s") * (source - Of("m")));
                        above += conductance * Of("e");
                        below += conductance;
                    }

                    return above / below;
                });
            }

            return v;
        });
    }

    [Fact]
    public void Recurrent_highway_is_three_layers_of_which_the_first_sees_the_input()
    {
        StatedRun run = new("recurrent-highway");
        double[] h = new double[H];
        run.Expect(x =>
        {
            double[] a = run.Product("Wh", x), b = run.Product("Wt", x);
            foreach (string layer in (string[])["_1", "_2", "_3"])
            {
                double[] n = Sum(run.Product("R" + layer, h), run["c" + layer]), t = Sum(run.Product("S" + layer, h), run["d" + layer]);
                (n, t) = layer == "_1" ? (Sum(n, a), Sum(t, b)) : (n, t);
                double[] old = h;
                h = Lanes(H, j => (Sigmoid(t[j]) * Math.Tanh(n[j])) + (Sigmoid(-t[j]) * old[j]));
            }

            return h;
        });
    }

    [Fact]
    public void Lmu_holds_each_sample_while_the_window_moves_on()
    {
        // Zero-order hold as control theory writes it: the exponential of [A B; 0 0], here a series of a sixty-fourth, squared.
        StatedRun run = new("lmu");
        const int M = 6, Size = M + 1, Theta = 24;
        var system = new double[Size * Size];
        for (int i = 0; i < M; i++)
        {
            for (int j = 0; j < M; j++)
            {
                system[(i * Size) + j] = ((2 * i) + 1) * (i < j ? -1 : (i - j) % 2 == 0 ? -1 : 1) / (double)Theta;
            }

            system[(i * Size) + M] = ((2 * i) + 1) * (i % 2 == 0 ? 1 : -1) / (double)Theta;
        }

        double[] held = Exponential(system, Size);
        double[] h = new double[H], m = new double[M];
        run.Expect(x =>
        {
            double u = run.Row("ex", 0, x) + run.Row("eh", 0, h) + run.Row("em", 0, m);
            m = Product(held, [.. m, u])[..M];
            return h = [.. Sum(Sum(run.Product("Wx", x), run.Product("Wh", h)), run.Product("Wm", m)).Select(Math.Tanh)];
        });
    }

    [Fact]
    public void Coupled_oscillators_are_a_second_difference()
    {
        // h(t+1) − 2 h(t) + h(t−1) = dt² force − dt damping (h(t) − h(t−1)).
        StatedRun run = new("co-rnn");
        const double Dt = 0.042, Stiffness = 2.7, Damping = 4.7;
        double[] h = new double[H], before = new double[H];
        run.Expect(x =>
        {
            double[] speed = Lanes(H, j => (h[j] - before[j]) / Dt);
            double[] drive = Sum(Sum(run.Product("W", h), run.Product("Wz", speed)), Sum(run.Product("V", x), run["b"]));
            double[] next = Lanes(H, j => (2 * h[j]) - before[j] + (Dt * Dt * (Math.Tanh(drive[j]) - (Stiffness * h[j]))) - (Dt * Damping * (h[j] - before[j])));
            (before, h) = (h, next);
            return h;
        });
    }

    [Fact]
    public void Undamped_oscillators_each_have_a_step_of_their_own()
    {
        StatedRun run = new("unicornn");
        double[] h = new double[H], z = new double[H];
        run.Expect(x =>
        {
            double[] force = Sum(run.Product("W", x), run["b"]);
            for (int j = 0; j < H; j++)
            {
                double step = 0.1 * Sigmoid(run["d"][j]);
                z[j] -= step * (Math.Tanh((run["w"][j] * h[j]) + force[j]) + (0.9 * h[j]));
                h[j] += step * z[j];
            }

            return [.. h];
        });
    }

    /// <summary>e^A of a matrix [n, n], by rows.</summary>
    static double[] Exponential(double[] matrix, int n)
    {
        double[] Times(double[] a, double[] b) => [.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) select Lanes(n, k => a[(i * n) + k] * b[(k * n) + j]).Sum()];
        double[] part = [.. matrix.Select(v => v / 64)];
        double[] sum = Lanes(n * n, at => at % (n + 1) == 0 ? 1 : 0), term = sum;
        for (int order = 1; order < 20; order++)
        {
            int divisor = order;
            term = [.. Times(term, part).Select(v => v / divisor)];
            sum = Sum(sum, term);
        }

        for (int doubling = 0; doubling < 6; doubling++)
        {
            sum = Times(sum, sum);
        }

        return sum;
    }

    static double Softplus(double v) => Math.Log(1 + Math.Exp(v));

    static double Swish(double v) => v * Sigmoid(v);
}
