using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Cells of one state, unit by unit: each a loop over the connections of a single unit, as the sources index them.</summary>
[Trait("Category", "Numeric")]
public sealed class UnitStatementTests
{
    const int H = Hidden;

    [Theory]
    [InlineData("atr")]
    [InlineData("brc")]
    [InlineData("cfn")]
    [InlineData("fast-grnn")]
    [InlineData("fast-rnn")]
    [InlineData("gated-antisymmetric-rnn")]
    [InlineData("ind-rnn")]
    [InlineData("janet")]
    [InlineData("li-gru")]
    [InlineData("li-gru-dropout")]
    [InlineData("light-ru")]
    [InlineData("lipschitz-rnn")]
    [InlineData("mgu")]
    [InlineData("minimal-rnn")]
    [InlineData("miru-1")]
    [InlineData("miru-2")]
    [InlineData("mut1")]
    [InlineData("mut2")]
    [InlineData("mut3")]
    [InlineData("neuromodulated-brc")]
    [InlineData("sgrn")]
    [InlineData("star")]
    [InlineData("t-rnn")]
    [InlineData("ugrnn")]
    [InlineData("zoneout-gru")]
    public void Each_unit_moves_as_its_source_says(string id)
    {
        StatedRun run = new(id);
        var h = new double[H];
        run.Expect(x =>
        {
            double[] old = h;
            return h = Lanes(H, j => Next(id, run, x, old, j));
        });
    }

    /// <summary>The next state of unit <paramref name="j"/>.</summary>
    static double Next(string id, StatedRun run, double[] x, double[] h, int j)
    {
        double B(string b, int k) => run[b][k];
        double X(string w, int k) => run.Row(w, k, x);
        double U(string u, int k) => run.Row(u, k, h);
        double Gate(string g, int k) => Sigmoid(X("W" + g, k) + U("U" + g, k) + B("b" + g, k));
        double Past(string u, Func<int, double> seen) => run.Row(u, j, Lanes(H, seen));
        double Mix(double keep, double candidate) => candidate + (keep * (h[j] - candidate));
        double Bistable(double a, double c) => Mix(Sigmoid(c), Math.Tanh(X("Ux", j) + ((1 + Math.Tanh(a)) * h[j]) + B("bx", j)));
        double Antisymmetric(int from) => from == j ? -0.1 : run["W"][(j * H) + from] - run["W"][(from * H) + j];
        double Between(string m, int from)
        {
            double there = run[m][(j * H) + from], back = run[m][(from * H) + j];
            return there - (back / 2) - (from == j ? 0.001 : 0);
        }

        return id switch
        {
            "atr" => (Sigmoid(X("W", j) + B("b", j) + U("U", j)) * (X("W", j) + B("b", j))) + (Sigmoid(X("W", j) + B("b", j) - U("U", j)) * h[j]),
            "brc" => Bistable(X("Ua", j) + (B("wa", j) * h[j]) + B("ba", j), X("Uc", j) + (B("wc", j) * h[j]) + B("bc", j)),
            "neuromodulated-brc" => Bistable(X("Ua", j) + U("Wa", j) + B("ba", j), X("Uc", j) + U("Wc", j) + B("bc", j)),
            "cfn" => (Sigmoid(U("Uθ", j) + X("Vθ", j) + B("bθ", j)) * Math.Tanh(h[j])) + (Sigmoid(U("Uη", j) + X("Vη", j) + B("bη", j)) * Math.Tanh(X("W", j))),
            "fast-rnn" => (Sigmoid(B("alpha", 0)) * Math.Tanh(X("W", j) + U("U", j) + B("b", j))) + (Sigmoid(B("beta", 0)) * h[j]),
            "fast-grnn" => FastGrnn(X("W", j) + U("U", j)),
            "gated-antisymmetric-rnn" => Antisymmetrically(Lanes(H, from => Antisymmetric(from) * h[from]).Sum()),
            "ind-rnn" => Math.Max(0, X("W", j) + (B("u", j) * h[j]) + B("b", j)),
            "janet" => Janet(X("Wf", j) + U("Uf", j) + B("bf", j)),
            "li-gru" => Mix(Gate("z", j), Math.Max(0, X("Wh", j) + U("Uh", j) + B("bh", j))),
            "li-gru-dropout" => Mix(Sigmoid((B("gz", j) * X("Wz", j)) + B("bz", j) + U("Uz", j)), Math.Max(0, (B("gh", j) * X("Wh", j)) + B("bh", j) + U("Uh", j))),
            "light-ru" => Mix(1 - Gate("f", j), Math.Tanh(X("Wg", j))),
            "lipschitz-rnn" => h[j] + (0.03 * (Lanes(H, k => Between("M", k) * h[k]).Sum() + Math.Tanh(Lanes(H, k => Between("N", k) * h[k]).Sum() + X("W", j) + B("b", j)))),
            "mgu" => Mix(1 - Gate("f", j), Math.Tanh(X("Wh", j) + Past("Uh", k => Gate("f", k) * h[k]) + B("bh", j))),
            "minimal-rnn" => Mix(Sigmoid(U("Uh", j) + Past("Uz", k => Math.Tanh(X("Wx", k) + B("bz", k))) + B("bu", j)), Math.Tanh(X("Wx", j) + B("bz", j))),
            "miru-1" => (h[j] + Math.Tanh(X("Wn", j) + Past("Un", k => Gate("r", k) * h[k]) + B("bn", j))) / 2,
            "miru-2" => (h[j] + Math.Tanh(X("Wn", j) + (U("Un", j) / 2) + B("bn", j))) / 2,
            "mut1" => Mix(Sigmoid(-X("Wz", j) - B("bz", j)), Math.Tanh(Past("Uh", k => Gate("r", k) * h[k]) + Math.Tanh(X("Wh", j)) + B("bh", j))),
            "mut2" => Mix(1 - Gate("z", j), Math.Tanh(Past("Uh", k => Gate("r", k) * h[k]) + X("Wh", j) + B("bh", j))),
            "mut3" => Mix(Sigmoid(-X("Wz", j) - Past("Uz", k => Math.Tanh(h[k])) - B("bz", j)), Math.Tanh(Past("Uh", k => Gate("r", k) * h[k]) + X("Wh", j) + B("bh", j))),
            "sgrn" => Math.Tanh(Mix(Sigmoid(X("W", j) + U("U", j) + B("b", j)), X("W", j))),
            "star" => Math.Tanh(Mix(1 - Gate("k", j), Math.Tanh(X("Wz", j) + B("bz", j)))),
            "t-rnn" => Mix(Sigmoid(X("V", j) + B("b", j)), X("W", j)),
            "ugrnn" => Mix(Gate("g", j), Math.Tanh(X("Wc", j) + U("Uc", j) + B("bc", j))),
            "zoneout-gru" => (0.1 * h[j]) + (0.9 * PyTorchGru()),
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "No such cell is stated."),
        };

        double FastGrnn(double a)
        {
            double z = Sigmoid(a + B("bz", j));
            return (((Sigmoid(B("zeta", 0)) * (1 - z)) + Sigmoid(B("nu", 0))) * Math.Tanh(a + B("bh", j))) + (z * h[j]);
        }

        double Antisymmetrically(double a) => h[j] + (0.1 * Sigmoid(X("Vz", j) + a + B("bz", j)) * Math.Tanh(X("Vh", j) + a + B("bh", j)));

        double Janet(double s) => (h[j] / (1 + Math.Exp(-s))) + (Math.Tanh(X("Wc", j) + U("Uc", j) + B("bc", j)) / (1 + Math.Exp(s - 1)));

        double PyTorchGru()
        {
            double Both(string g) => X("W" + g, j) + B("b" + g, j) + U("U" + g, j) + B("c" + g, j);
            return Mix(Sigmoid(Both("z")), Math.Tanh(X("Wn", j) + B("bn", j) + (Sigmoid(Both("r")) * (U("Un", j) + B("cn", j)))));
        }
    }
}
