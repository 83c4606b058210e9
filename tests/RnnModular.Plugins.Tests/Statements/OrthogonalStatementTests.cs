using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Networks whose weights are made orthogonal from a skew matrix, held against the equations that define such weights.</summary>
[Trait("Category", "Numeric")]
public sealed class OrthogonalStatementTests
{
    const int H = Hidden;

    [Fact]
    public void Sco_rnn_multiplies_by_the_matrix_that_its_cayley_equation_defines()
    {
        StatedRun run = new("sco-rnn");
        double[] h = new double[H];
        run.Expect(x =>
        {
            // W h is the y with (I + A) y = (I - A) D h; each of its values comes from Cramer's rule.
            double A(int i, int j) => run["M"][(i * H) + j] - run["M"][(j * H) + i];
            double[] right = Lanes(H, i => Enumerable.Range(0, H).Sum(j => ((i == j ? 1 : 0) - A(i, j)) * Math.Sign(run["d"][j]) * h[j]));
            double Left(int i, int j) => (i == j ? 1 : 0) + A(i, j);
            double whole = Determinant(H, Left);
            double[] y = Lanes(H, k => Determinant(H, (i, j) => j == k ? right[i] : Left(i, j)) / whole);
            return h = Rotated(Sum(y, run.Product("V", x)), run["b"]);
        });
    }

    [Fact]
    public void Exp_rnn_multiplies_by_the_sum_of_all_powers_of_its_skew_matrix()
    {
        StatedRun run = new("exp-rnn");
        double[] skew = Lanes(H * H, at => run["A"][at] - run["A"][(at % H * H) + (at / H)]);
        double[] h = new double[H];
        run.Expect(x =>
        {
            double[] sum = h, term = h;
            for (int power = 1; power < 80; power++)
            {
                term = [.. StatedRun.Product(skew, term).Select(v => v / power)];
                sum = Sum(sum, term);
            }

            return h = Rotated(Sum(sum, run.Product("V", x)), run["b"]);
        });
    }

    /// <summary>modReLU: keeps the sign and moves the magnitude.</summary>
    static double[] Rotated(double[] z, double[] b) => Lanes(H, j => Math.Sign(z[j]) * Math.Max(Math.Abs(z[j]) + b[j], 0));

    /// <summary>By Laplace's expansion along the first row.</summary>
    static double Determinant(int n, Func<int, int, double> at) => n == 0
        ? 1
        : Enumerable.Range(0, n).Sum(k => (k % 2 == 0 ? 1 : -1) * at(0, k) * Determinant(n - 1, (i, j) => at(i + 1, j < k ? j : j + 1)));
}
