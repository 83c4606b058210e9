using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Gated cells against the formulas of ONNX and PyTorch, which keep all gates in one matrix and find them by their rows.</summary>
[Trait("Category", "Numeric")]
public sealed class GatedStatementTests
{
    const int H = Hidden;

    [Fact]
    public void Gru_reset_before_is_the_GRU_of_ONNX_with_linear_before_reset_0()
    {
        StatedRun run = new("gru-reset-before");
        double[] w = run.Stack("Wz", "Wr", "Wn"), b = run.Stack("bz", "br", "bn");
        var h = new double[H];
        run.Expect(x =>
        {
            double[] wx = Sum(Product(w, x), b);
            double[] zr = Product(run.Stack("Uz", "Ur"), h);
            double[] z = Lanes(H, j => Sigmoid(wx[j] + zr[j]));
            double[] r = Lanes(H, j => Sigmoid(wx[H + j] + zr[H + j]));
            double[] rn = run.Product("Un", Lanes(H, j => r[j] * h[j]));
            return h = Lanes(H, j => ((1 - z[j]) * Math.Tanh(wx[(2 * H) + j] + rn[j])) + (z[j] * h[j]));
        });
    }

    [Fact]
    public void Peephole_lstm_is_the_LSTM_of_ONNX_with_P()
    {
        StatedRun run = new("peephole-lstm");
        double[] w = run.Stack("Wi", "Wo", "Wf", "Wg"), r = run.Stack("Ui", "Uo", "Uf", "Ug"), b = run.Stack("bi", "bo", "bf", "bg");
        double[] p = run.Stack("vi", "vo", "vf");
        double[] h = new double[H], c = new double[H];
        run.Expect(x =>
        {
            double[] a = Sum(Sum(Product(w, x), Product(r, h)), b);
            double[] old = c;
            c = Lanes(H, j => (Sigmoid(a[(2 * H) + j] + (p[(2 * H) + j] * old[j])) * old[j]) + (Sigmoid(a[j] + (p[j] * old[j])) * Math.Tanh(a[(3 * H) + j])));
            return h = Lanes(H, j => Sigmoid(a[H + j] + (p[H + j] * c[j])) * Math.Tanh(c[j]));
        });
    }

    [Fact]
    public void Coupled_lstm_is_the_LSTM_of_ONNX_with_input_forget()
    {
        StatedRun run = new("cifg-lstm");
        double[] w = run.Stack("Wi", "Wo", "Wg"), r = run.Stack("Ui", "Uo", "Ug"), b = run.Stack("bi", "bo", "bg");
        double[] h = new double[H], c = new double[H];
        run.Expect(x =>
        {
            double[] a = Sum(Sum(Product(w, x), Product(r, h)), b);
            double[] old = c;
            c = Lanes(H, j => old[j] + (Sigmoid(a[j]) * (Math.Tanh(a[(2 * H) + j]) - old[j])));
            return h = Lanes(H, j => Sigmoid(a[H + j]) * Math.Tanh(c[j]));
        });
    }

    [Fact]
    public void Projected_lstm_is_that_of_PyTorch_with_three_of_five_outputs()
    {
        StatedRun run = new("projected-lstm");
        double[] w = run.Stack("Wi", "Wf", "Wg", "Wo"), r = run.Stack("Ui", "Uf", "Ug", "Uo");
        double[] b = Sum(run.Stack("bi", "bf", "bg", "bo"), run.Stack("ci", "cf", "cg", "co"));
        double[] h = new double[3], c = new double[H];
        run.Expect(x =>
        {
            double[] a = Sum(Sum(Product(w, x), Product(r, h)), b);
            double[] old = c;
            c = Lanes(H, j => (Sigmoid(a[H + j]) * old[j]) + (Sigmoid(a[j]) * Math.Tanh(a[(2 * H) + j])));
            return h = run.Product("R", Lanes(H, j => Sigmoid(a[(3 * H) + j]) * Math.Tanh(c[j])));
        });
    }

    [Fact]
    public void Layer_norm_lstm_of_PyTorch_normalises_all_gates_as_one_vector_and_carries_the_memory_normalised()
    {
        StatedRun run = new("layer-norm-lstm-pytorch");
        double[] w = run.Stack("Wi", "Wf", "Wg", "Wo"), r = run.Stack("Ui", "Uf", "Ug", "Uo");
        double[] h = new double[H], c = new double[H];
        run.Expect(x =>
        {
            double[] a = Sum(
                LayerNorm(Product(w, x), run.Stack("gi", "gf", "gg", "go"), run.Stack("bi", "bf", "bg", "bo")),
                LayerNorm(Product(r, h), run.Stack("ki", "kf", "kg", "ko"), run.Stack("ci", "cf", "cg", "co")));
            double[] raw = Lanes(H, j => (Sigmoid(a[H + j]) * c[j]) + (Sigmoid(a[j]) * Math.Tanh(a[(2 * H) + j])));
            c = LayerNorm(raw, run["gc"], run["bc"]);
            return h = Lanes(H, j => Sigmoid(a[(3 * H) + j]) * Math.Tanh(c[j]));
        });
    }

    [Fact]
    public void Layer_norm_lstm_of_Ba_normalises_the_memory_only_on_its_way_out()
    {
        StatedRun run = new("layer-norm-lstm-ba");
        double[] w = run.Stack("Wi", "Wg", "Wf", "Wo"), r = run.Stack("Ui", "Ug", "Uf", "Uo"), none = new double[4 * H];
        double[] h = new double[H], c = new double[H];
        run.Expect(x =>
        {
            double[] v = Sum(
                LayerNorm(Product(w, x), run.Stack("gi", "gg", "gf", "go"), none),
                LayerNorm(Product(r, h), run.Stack("ki", "kg", "kf", "ko"), run.Stack("bi", "bg", "bf", "bo")));
            double[] old = c;
            c = Lanes(H, j => (Sigmoid(v[(2 * H) + j]) * old[j]) + (Sigmoid(v[j]) * Math.Tanh(v[H + j])));
            double[] normal = LayerNorm(c, run["gc"], run["bc"]);
            return h = Lanes(H, j => Sigmoid(v[(3 * H) + j]) * Math.Tanh(normal[j]));
        });
    }

    [Fact]
    public void Layer_norm_gru_of_Haste_normalises_all_gates_as_one_vector()
    {
        StatedRun run = new("layer-norm-gru");
        double[] w = run.Stack("Wz", "Wr", "Wn"), r = run.Stack("Uz", "Ur", "Un");
        var h = new double[H];
        run.Expect(x =>
        {
            double[] vx = LayerNorm(Product(w, x), run.Stack("gz", "gr", "gn"), run.Stack("bz", "br", "bn"));
            double[] vh = LayerNorm(Product(r, h), run.Stack("kz", "kr", "kn"), run.Stack("cz", "cr", "cn"));
            double[] old = h;
            return h = Lanes(H, j =>
            {
                double z = Sigmoid(vx[j] + vh[j]);
                double n = Math.Tanh(vx[(2 * H) + j] + (Sigmoid(vx[H + j] + vh[H + j]) * vh[(2 * H) + j]));
                return (z * old[j]) + ((1 - z) * n);
            });
        });
    }

    static double[] LayerNorm(double[] v, double[] gain, double[] shift)
    {
        double mean = v.Average();
        double variance = v.Average(a => (a - mean) * (a - mean));
        return Lanes(v.Length, j => ((v[j] - mean) / Math.Sqrt(variance + 1e-5) * gain[j]) + shift[j]);
    }
}
