namespace RnnModular.Numerics.Tests;

public sealed unsafe class WeightMatricesTests
{
    /// <summary>One, odd ones, those at the borders of tiles and blocks.</summary>
    public static TheoryData<int> Sizes => [1, 7, 8, 9, 31, 33, 65, 130];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Product_is_the_blocked_chain_of_fused_multiply_adds_to_the_bit(int n)
    {
        foreach ((int rows, int depth, int columns) in ((int, int, int)[])[(n, n, n), (n, 3, 261), (261, n, 2), (5, 261, n)])
        {
            float[] a = Uniform(rows * depth, "a"), b = Uniform(depth * columns, "b"), c = new float[rows * columns];
            fixed (float* left = a, right = b, result = c)
            {
                WeightMatrices.Product(left, right, result, rows, depth, columns);
            }

            Assert.Equal(Product(a, b, rows, depth, columns), c);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Product_passes_on_what_is_not_finite_and_only_where_it_belongs(float value)
    {
        const int N = 19;
        float[] a = Uniform(N * N, "a"), b = Uniform(N * N, "b"), c = new float[N * N];
        (a[(3 * N) + 17], b[(17 * N) + 5]) = (value, 0);
        fixed (float* left = a, right = b, result = c)
        {
            WeightMatrices.Product(left, right, result, N, N, N);
        }

        Assert.All(Enumerable.Range(0, N * N), at => Assert.Equal(at / N != 3, float.IsFinite(c[at])));
        Assert.True(float.IsNaN(c[(3 * N) + 5]));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Inverse_and_solution_multiply_back(int n)
    {
        float[] a = Uniform(n * n, "a"), b = Uniform(n * 5, "b"), inverse = new float[n * n], x = new float[n * 5];
        for (int index = 0; index < n; index++)
        {
            // Large values off the diagonal, so that rows must be exchanged.
            a[(index * n) + ((index + 3) % n)] += 5;
        }

        fixed (float* left = a, right = b, y = inverse, solution = x)
        {
            WeightMatrices.Inverse(left, y, n);
            WeightMatrices.Solve(left, right, solution, n, 5);
        }

        Near([.. Enumerable.Range(0, n * n).Select(at => at / n == at % n ? 1f : 0)], Product(a, inverse, n, n, n), 2e-6);
        Near(b, Product(a, x, n, n, 5), 2e-6);
    }

    [Fact]
    public void A_singular_matrix_has_no_inverse()
    {
        const int N = 40;
        float[] a = Uniform(N * N, "a"), y = new float[N * N];
        a.AsSpan(0, N).CopyTo(a.AsSpan(35 * N));
        a.AsSpan(7 * N, N).Clear();
        fixed (float* matrix = a, inverse = y)
        {
            WeightMatrices.Inverse(matrix, inverse, N);
        }

        Assert.All(y, value => Assert.True(float.IsNaN(value)));
    }

    static float[] Uniform(int length, string name)
    {
        float[] values = new float[length];
        new Philox(7, name).FillUniform(values, -1, 1);
        return values;
    }

    static float[] Product(float[] a, float[] b, int rows, int depth, int columns)
    {
        var c = new float[rows * columns];
        for (int at = 0; at < c.Length; at++)
        {
            double sum = 0;
            for (int block = 0; block < depth; block += 128)
            {
                double chain = 0;
                for (int k = block; k < Math.Min(depth, block + 128); k++)
                {
                    chain = Math.FusedMultiplyAdd(a[(at / columns * depth) + k], b[(k * columns) + (at % columns)], chain);
                }

                sum = block == 0 ? chain : sum + chain;
            }

            c[at] = (float)sum;
        }

        return c;
    }

    static void Near(float[] expected, float[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
}
