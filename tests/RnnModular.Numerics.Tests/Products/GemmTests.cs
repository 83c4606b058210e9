using System.Runtime.Intrinsics;

namespace RnnModular.Numerics.Tests;

public class GemmTests
{
    static readonly int[] _odd = [1, 7, 8, 9, 31, 33];

    public static TheoryData<SimdWidth> Widths => [.. Simd.Available];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Multiply_is_the_blocked_chain_of_fused_multiply_adds_to_the_bit(SimdWidth width)
    {
        var random = new Philox(1, "shapes");
        foreach (int m in _odd)
        {
            foreach (int n in _odd)
            {
                foreach (int k in (int[])[1, 9, 257])
                {
                    AssertProduct(m, n, k, random.NextInt(2) == 0, random.NextInt(2) == 0, random.NextInt(2) == 0, width);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Multiply_covers_every_transposition_and_block_border(SimdWidth width)
    {
        foreach (bool transposeA in (bool[])[false, true])
        {
            foreach (bool transposeB in (bool[])[false, true])
            {
                foreach (bool accumulate in (bool[])[false, true])
                {
                    AssertProduct(41, 67, 300, transposeA, transposeB, accumulate, width);
                    AssertProduct(245, 5, 256, transposeA, transposeB, accumulate, width);
                    AssertProduct(3, 520, 513, transposeA, transposeB, accumulate, width);
                    AssertProduct(248, 40, 20, transposeA, transposeB, accumulate, width);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Bits_do_not_depend_on_the_team(SimdWidth width)
    {
        (int M, int N, int K)[] shapes = [(256, 64, 1100), (530, 33, 300), (33, 600, 300), (1, 1500, 1000), (700, 1, 1500)];
        foreach ((int m, int n, int k) in shapes)
        {
            var random = new Philox(2, "team");
            using TestMatrix a = new(k, m, m + 3, random), b = new(k, n, n, random), alone = new(m, n, n + 5);
            Gemm.Multiply(a.View, b.View, alone.View, true, false, false, WorkerTeam.Single, width);
            foreach (int size in (int[])[2, 3])
            {
                using var team = new WorkerTeam(size);
                using var together = new TestMatrix(m, n, n + 5);
                Gemm.Multiply(a.View, b.View, together.View, true, false, false, team, width);
                Assert.Equal(alone.Bits(), together.Bits());
                Assert.True(together.SurroundingsAreUntouched());
            }
        }
    }

    [Fact]
    public void An_empty_depth_gives_zeros_or_leaves_the_sum()
    {
        using TestMatrix a = new(0, 3, 3), b = new(0, 2, 2), c = new(3, 2, 4, new Philox(1, "c"));
        uint[] before = c.Bits();
        Gemm.Multiply(a.View, b.View, c.View, true, false, true, WorkerTeam.Single);
        Assert.Equal(before, c.Bits());
        Gemm.Multiply(a.View, b.View, c.View, true, false, false, WorkerTeam.Single);
        Assert.All(c.Bits(), bits => Assert.Equal(0u, bits));
    }

    [Fact]
    public void Empty_results_are_no_error()
    {
        using TestMatrix a = new(4, 0, 1), b = new(4, 3, 3), c = new(0, 3, 3);
        Gemm.Multiply(a.View, b.View, c.View, true, false, false, WorkerTeam.Single);
        Assert.True(c.SurroundingsAreUntouched());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using TestMatrix a = new(4, 5, 5), b = new(5, 6, 6), c = new(4, 6, 6);
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(a.View, b.View, c.View, true, false, false, WorkerTeam.Single));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(a.View, a.View, c.View, false, false, false, WorkerTeam.Single));
        Assert.Contains("[4, 5] by [5, 6] into [4, 5]", Assert.Throws<ArgumentException>(() => Gemm.Multiply(a.View, b.View, a.View, false, false, false, WorkerTeam.Single)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Multiply_allocates_nothing_after_warm_up(int size)
    {
        using var team = new WorkerTeam(size);
        using TestMatrix a = new(500, 70, 70, new Philox(1, "a")), b = new(500, 50, 50, new Philox(1, "b")), c = new(70, 50, 50);
        var sums = new float[70];
        long allocated = 0;
        for (int call = 0; call < 60; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Gemm.Multiply(a.View, b.View, c.View, true, false, true, team);
            Gemm.ColumnSums(a.View, sums, team);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    static void AssertProduct(int m, int n, int k, bool transposeA, bool transposeB, bool accumulate, SimdWidth width)
    {
        var random = new Philox(3, "operands");
        using TestMatrix a = transposeA ? new(k, m, m + 2, random) : new(m, k, k, random);
        using TestMatrix b = transposeB ? new(n, k, k + 3, random) : new(k, n, n, random);
        using TestMatrix c = new(m, n, n + 1, random), expected = new(m, n, n + 1);
        c.View.CopyTo(expected.View);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                ref float sum = ref expected.View[i][j];
                sum = accumulate ? sum : 0;
                for (int block = 0; block < k; block += 256)
                {
                    float chain = 0;
                    for (int p = block; p < Math.Min(k, block + 256); p++)
                    {
                        chain = MultiplyAdd(transposeA ? a[p, i] : a[i, p], transposeB ? b[j, p] : b[p, j], chain);
                    }

                    sum += chain;
                }
            }
        }

        Gemm.Multiply(a.View, b.View, c.View, transposeA, transposeB, accumulate, WorkerTeam.Single, width);
        Assert.Equal(expected.Bits(), c.Bits());
        Assert.True(c.SurroundingsAreUntouched());
    }

    /// <summary>Fused where the machine can.</summary>
    static float MultiplyAdd(float a, float b, float c) =>
        Vector128.MultiplyAddEstimate(Vector128.CreateScalar(a), Vector128.CreateScalar(b), Vector128.CreateScalar(c)).ToScalar();
}
