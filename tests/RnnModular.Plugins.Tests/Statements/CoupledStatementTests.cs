using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Cells of several states: memories as sums over the past, oscillators as differences, matrices that an input chooses.</summary>
[Trait("Category", "Numeric")]
public sealed class CoupledStatementTests
{
    const int H = Hidden;

    [Fact]
    public void Original_lstm_adds_up_all_it_has_ever_written()
    {
        StatedRun run = new("original-lstm");
        var h = new double[H];
        List<double[]> written = [];
        run.Expect(x =>
        {
            double[] i = Gate(run, "i", x, h), g = Gate(run, "g", x, h), o = Gate(run, "o", x, h);
            written.Add(Lanes(H, j => Sigmoid(i[j]) * Math.Tanh(g[j])));
            return h = Lanes(H, j => Sigmoid(o[j]) * Math.Tanh(written.Sum(w => w[j])));
        });
    }

    [Fact]
    public void Multiplicative_lstm_has_for_every_input_a_recurrent_matrix_of_three_factors()
    {
        StatedRun run = new("multiplicative-lstm");
        double[] h = new double[H], c = new double[H];
        run.Expect(x =>
        {
            double[] between = run.Product("Mx", x);
            double[] Chosen(string u) => [.. from j in Enumerable.Range(0, H) from k in Enumerable.Range(0, H)
                                             select Lanes(H, m => run[u][(j * H) + m] * between[m] * run["Mh"][(m * H) + k]).Sum()];
            double[] Sums(string g) => Sum(Sum(run.Product("W" + g, x), Product(Chosen("U" + g), h)), run["b" + g]);
            double[] i = Sums("i"), f = Sums("f"), o = Sums("o"), g = Sums("g"), old = c;
            c = Lanes(H, j => (Sigmoid(f[j]) * old[j]) + (Sigmoid(i[j]) * Math.Tanh(g[j])));
            return h = Lanes(H, j => Sigmoid(o[j]) * Math.Tanh(c[j]));
        });
    }

    [Fact]
    public void Lstm_with_a_memory_controller_shows_its_gates_another_part_of_the_memory()
    {
        StatedRun run = new("mc-lstm");
        double[] w = run.Stack("Wf", "Wi", "Wo", "Wm", "Wn"), u = run.Stack("Uf", "Ui", "Uo", "Um", "Un"), b = run.Stack("bf", "bi", "bo", "bm", "bn");
        double[] seen = new double[H], c = new double[H];
        run.Expect(x =>
        {
            double[] a = Sum(Sum(Product(w, x), Product(u, seen)), b), old = c;
            c = Lanes(H, j => (Sigmoid(a[j]) * old[j]) + (Sigmoid(a[H + j]) * Math.Tanh(a[(4 * H) + j])));
            seen = Lanes(H, j => Sigmoid(a[(3 * H) + j]) * Math.Tanh(c[j]));
            return Lanes(H, j => Sigmoid(a[(2 * H) + j]) * Math.Tanh(c[j]));
        });
    }

    [Fact]
    public void Working_memory_connections_show_the_output_gate_the_new_memory()
    {
        StatedRun run = new("wmc-lstm");
        double[] h = new double[H], c = new double[H];
        run.Expect(x =>
        {
            double[] Seen(string g) => Sum(Gate(run, g, x, h), [.. run.Product("M" + g, c).Select(Math.Tanh)]);
            double[] i = Seen("i"), f = Seen("f"), g = Gate(run, "g", x, h), old = c;
            c = Lanes(H, j => (Sigmoid(f[j]) * old[j]) + (Sigmoid(i[j]) * Math.Tanh(g[j])));
            double[] o = Seen("o");
            return h = Lanes(H, j => Sigmoid(o[j]) * Math.Tanh(c[j]));
        });
    }

    [Fact]
    public void Fast_slow_lstm_is_three_calls_of_one_lstm_a_step()
    {
        StatedRun run = new("fast-slow-lstm");
        double[] fast = new double[H], fastMemory = new double[H], slow = new double[H], slowMemory = new double[H];
        (double[], double[]) Call(int number, double[] input, double[] h, double[] c)
        {
            double[] a = Sum(Sum(run.Product($"W{number}", input), run.Product($"U{number}", h)), run[$"b{number}"]);
            double[] next = Lanes(H, j => (Sigmoid(a[H + j]) * c[j]) + (Sigmoid(a[j]) * Math.Tanh(a[(2 * H) + j])));
            return (Lanes(H, j => Sigmoid(a[(3 * H) + j]) * Math.Tanh(next[j])), next);
        }

        run.Expect(x =>
        {
            (fast, fastMemory) = Call(1, x, fast, fastMemory);
            (slow, slowMemory) = Call(2, fast, slow, slowMemory);
            (fast, fastMemory) = Call(3, slow, fast, fastMemory);
            return fast;
        });
    }

    [Fact]
    public void Structurally_constrained_network_remembers_a_fading_sum_of_inputs()
    {
        StatedRun run = new("scrn");
        var h = new double[H];
        List<double[]> past = [];
        run.Expect(x =>
        {
            past.Add(run.Product("B", x));
            double[] context = Lanes(H, j => past.Select((p, t) => 0.05 * Math.Pow(0.95, past.Count - 1 - t) * p[j]).Sum());
            h = [.. Sum(Sum(run.Product("P", context), run.Product("A", x)), run.Product("R", h)).Select(Sigmoid)];
            return Sum(run.Product("U", h), run.Product("V", context));
        });
    }

    [Fact]
    public void Intersection_rnn_passes_on_its_input_beside_its_state()
    {
        StatedRun run = new("intersection-rnn");
        double[] w = run.Stack("W1", "W2", "W3", "W4"), u = run.Stack("U1", "U2", "U3", "U4"), b = run.Stack("b1", "b2", "b3", "b4");
        var h = new double[H];
        run.Expect(x =>
        {
            double[] a = Sum(Sum(Product(w, x), Product(u, h)), b), deep = run.Product("W5", x), old = h;
            double Depth(int j) => Sigmoid(a[(2 * H) + j]);
            h = Lanes(H, j => Math.Tanh(a[H + j]) + (Sigmoid(a[(3 * H) + j]) * (old[j] - Math.Tanh(a[H + j]))));
            return Lanes(H, j => Math.Max(0, a[j]) + (Depth(j) * (deep[j] - Math.Max(0, a[j]))));
        });
    }

    [Theory]
    [InlineData("t-gru")]
    [InlineData("t-lstm")]
    public void Strongly_typed_units_are_a_convolution_then_pooling(string id)
    {
        StatedRun run = new(id);
        double[][] padded = [new double[Inputs], .. run.X];
        double[][] Convolved(string g) => [.. run.X.Select((_, t) => Sum(Sum(run.Product("W" + g, padded[t + 1]), run.Product("V" + g, padded[t])), run["b" + g]))];
        double[][] z = Convolved("z"), f = Convolved("f"), o = Convolved("o");
        var c = new double[H];
        int step = 0;
        run.Expect(_ =>
        {
            int t = step++;
            double[] old = c;
            c = Lanes(H, j => (Sigmoid(f[t][j]) * old[j]) + (z[t][j] * (id == "t-gru" ? 1 : Sigmoid(-f[t][j]))));
            return Lanes(H, j => c[j] * Math.Tanh(o[t][j]));
        });
    }

    [Fact]
    public void Nas_cell_is_its_tree_of_eight_leaves()
    {
        StatedRun run = new("nas");
        double[] h = new double[H], c = new double[H];
        run.Expect(x =>
        {
            double[][] wx = [.. Enumerable.Range(1, 8).Select(n => run.Product($"W{n}", x))], uh = [.. Enumerable.Range(1, 8).Select(n => run.Product($"U{n}", h))];
            double Leaf(int n, int j) => n == 4 ? wx[3][j] * uh[3][j] : wx[n - 1][j] + uh[n - 1][j];
            double S(int n, int j) => Sigmoid(Leaf(n, j));
            double R(int n, int j) => Math.Max(0, Leaf(n, j));
            double T(int n, int j) => Math.Tanh(Leaf(n, j));
            double[] old = c;
            c = Lanes(H, j => Math.Tanh(Math.Tanh(S(1, j) * R(2, j)) + old[j]) * Math.Tanh(S(3, j) + R(4, j)));
            return h = Lanes(H, j => Math.Tanh(c[j] * Math.Tanh(Math.Tanh(T(5, j) * S(6, j)) + Sigmoid(T(7, j) + S(8, j)))));
        });
    }

    static double[] Gate(StatedRun run, string g, double[] x, double[] h) => Sum(Sum(run.Product("W" + g, x), run.Product("U" + g, h)), run["b" + g]);
}
