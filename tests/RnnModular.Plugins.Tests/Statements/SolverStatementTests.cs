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

    static double Softplus(double v) => Math.Log(1 + Math.Exp(v));

    static double Swish(double v) => v * Sigmoid(v);
}
