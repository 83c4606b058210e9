namespace RnnModular.Numerics.Tests;

public sealed unsafe class MatrixExponentialTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.01)]
    [InlineData(7, 2)]
    [InlineData(9, 30)]
    [InlineData(33, 1)]
    [InlineData(64, 200)]
    public void Value_and_gradient_are_those_of_a_long_series(int n, double norm)
    {
        float[] a = Uniform(n * n, "a", (float)(norm / n)), dy = Uniform(n * n, "dy", 1);
        for (int at = 0; norm > 5 && at < a.Length; at++)
        {
            // Large ones are made skew, as e^A would overflow.
            a[at] = at / n < at % n ? -a[(at % n * n) + (at / n)] : at / n == at % n ? 0 : a[at];
        }

        (float[] y, float[] da) = Run(a, dy, n);
        (double[] value, double[] slope) = Reference(a, dy, n);
        Near(value, y);
        Near(slope, da);
    }

    [Fact]
    public void Powers_that_vanish_need_no_halving()
    {
        (float[] y, float[] da) = Run([0, 1e6f, 0, 0], [1, 0, 0, 0], 2);
        Near([1, 1e6, 0, 1], y);
        Near([1, 0, 5e5, 0], da);
    }

    [Fact]
    public void Weights_far_too_large_give_no_number_and_no_error()
    {
        foreach (float value in (float[])[1e30f, float.MaxValue, float.PositiveInfinity, float.NaN])
        {
            float[] a = [.. Enumerable.Repeat(value, 9)];
            (float[] y, float[] da) = Run(a, a, 3);
            Assert.All(y.Concat(da), v => Assert.False(float.IsFinite(v)));
        }
    }

    [Fact]
    public void A_gradient_belongs_to_the_last_value()
    {
        float[] a = Uniform(25, "a", 1), b = Uniform(25, "b", 40), dy = Uniform(25, "dy", 1);
        using var exponential = new MatrixExponential(5);
        float[] y = new float[25], first = new float[25], again = new float[25];
        fixed (float* small = a, large = b, value = y, direction = dy, before = first, after = again)
        {
            exponential.Of(small, value);
            exponential.Gradient(direction, before);
            exponential.Of(large, value);
            exponential.Gradient(direction, after);
            Assert.NotEqual(first, again);
            exponential.Of(small, value);
            exponential.Gradient(direction, after);
        }

        Assert.Equal(first, again);
    }

    static (float[] Y, float[] Da) Run(float[] a, float[] dy, int n)
    {
        using var exponential = new MatrixExponential(n);
        float[] y = new float[n * n], da = new float[n * n];
        fixed (float* matrix = a, value = y, direction = dy, gradient = da)
        {
            exponential.Of(matrix, value);
            exponential.Gradient(direction, gradient);
        }

        return (y, da);
    }

    // e^[Aᵀ dY; 0 Aᵀ] holds both (Van Loan 1978); by halving far and a plain series.
    static (double[] Value, double[] Slope) Reference(float[] a, float[] dy, int n)
    {
        int m = 2 * n;
        double[] blocks = new double[m * m];
        for (int at = 0; at < n * n; at++)
        {
            (int row, int column) = (at / n, at % n);
            blocks[(column * m) + row] = blocks[((n + column) * m) + n + row] = a[at] / 4096.0;
            blocks[(row * m) + n + column] = dy[at] / 4096.0;
        }

        double[] sum = new double[m * m], term = new double[m * m];
        for (int index = 0; index < m; index++)
        {
            term[(index * m) + index] = sum[(index * m) + index] = 1;
        }

        for (int k = 1; k <= 14; k++)
        {
            term = [.. Times(term, blocks, m).Select(v => v / k)];
            sum = [.. sum.Zip(term, static (s, t) => s + t)];
        }

        for (int square = 0; square < 12; square++)
        {
            sum = Times(sum, sum, m);
        }

        return ([.. Enumerable.Range(0, n * n).Select(at => sum[(at % n * m) + (at / n)])], [.. Enumerable.Range(0, n * n).Select(at => sum[(at / n * m) + n + (at % n)])]);
    }

    static double[] Times(double[] a, double[] b, int n)
    {
        double[] c = new double[n * n];
        for (int row = 0; row < n; row++)
        {
            for (int k = 0; k < n; k++)
            {
                for (int column = 0; column < n; column++)
                {
                    c[(row * n) + column] += a[(row * n) + k] * b[(k * n) + column];
                }
            }
        }

        return c;
    }

    static float[] Uniform(int length, string name, float bound)
    {
        float[] values = new float[length];
        new Philox(3, name).FillUniform(values, -bound, bound);
        return values;
    }

    static void Near(double[] expected, float[] actual)
    {
        double tolerance = 3e-7 * expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
    }
}
