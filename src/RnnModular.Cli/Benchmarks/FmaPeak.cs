using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RnnModular.Numerics;

namespace RnnModular.Cli.Benchmarks;

/// <summary>
/// The most multiply-adds the machine can do: a loop of fused multiply-adds that touches registers only. Twelve chains hide
/// the latency of two units; each chain ends in the result, so that none can be left out.
/// </summary>
sealed class FmaPeak : IWork
{
    const int Chains = 12;
    const int Rounds = 400_000;

    readonly float[] _results = new float[1024];

    /// <summary>The best of several runs on all members of a team at once, in GFLOP/s of all of them together.</summary>
    public static double Measure(IWorkerTeam team)
    {
        const int Runs = 25;
        FmaPeak peak = new();
        double best = double.PositiveInfinity;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            team.Run(peak, team.Size);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * Chains * Lanes * Rounds * team.Size / best / 1e9;
    }

    static int Lanes => (int)Simd.Best / 32;

    /// <inheritdoc/>
    public void Execute(int worker, int workers) => _results[worker] = Simd.Best switch
    {
        SimdWidth.Avx512 => Loop512(Rounds, 0.999f, 0.001f),
        SimdWidth.Avx2 => Loop256(Rounds, 0.999f, 0.001f),
        _ => Loop128(Rounds, 0.999f, 0.001f),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Loop512(int rounds, float factor, float term)
    {
        Vector512<float> f = Vector512.Create(factor), t = Vector512.Create(term);
        Vector512<float> a = t, b = f, c = t + t, d = f + f, e = t + f, g = t - f, h = f - t, i = a + e, j = b + e, k = c + e, l = d + e, m = g + e;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, f, t);
            b = Vector512.FusedMultiplyAdd(b, f, t);
            c = Vector512.FusedMultiplyAdd(c, f, t);
            d = Vector512.FusedMultiplyAdd(d, f, t);
            e = Vector512.FusedMultiplyAdd(e, f, t);
            g = Vector512.FusedMultiplyAdd(g, f, t);
            h = Vector512.FusedMultiplyAdd(h, f, t);
            i = Vector512.FusedMultiplyAdd(i, f, t);
            j = Vector512.FusedMultiplyAdd(j, f, t);
            k = Vector512.FusedMultiplyAdd(k, f, t);
            l = Vector512.FusedMultiplyAdd(l, f, t);
            m = Vector512.FusedMultiplyAdd(m, f, t);
        }

        return Vector512.Sum(a + b + c + d + e + g + h + i + j + k + l + m);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Loop256(int rounds, float factor, float term)
    {
        Vector256<float> f = Vector256.Create(factor), t = Vector256.Create(term);
        Vector256<float> a = t, b = f, c = t + t, d = f + f, e = t + f, g = t - f, h = f - t, i = a + e, j = b + e, k = c + e, l = d + e, m = g + e;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, f, t);
            b = Vector256.FusedMultiplyAdd(b, f, t);
            c = Vector256.FusedMultiplyAdd(c, f, t);
            d = Vector256.FusedMultiplyAdd(d, f, t);
            e = Vector256.FusedMultiplyAdd(e, f, t);
            g = Vector256.FusedMultiplyAdd(g, f, t);
            h = Vector256.FusedMultiplyAdd(h, f, t);
            i = Vector256.FusedMultiplyAdd(i, f, t);
            j = Vector256.FusedMultiplyAdd(j, f, t);
            k = Vector256.FusedMultiplyAdd(k, f, t);
            l = Vector256.FusedMultiplyAdd(l, f, t);
            m = Vector256.FusedMultiplyAdd(m, f, t);
        }

        return Vector256.Sum(a + b + c + d + e + g + h + i + j + k + l + m);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Loop128(int rounds, float factor, float term)
    {
        Vector128<float> f = Vector128.Create(factor), t = Vector128.Create(term);
        Vector128<float> a = t, b = f, c = t + t, d = f + f, e = t + f, g = t - f, h = f - t, i = a + e, j = b + e, k = c + e, l = d + e, m = g + e;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector128.FusedMultiplyAdd(a, f, t);
            b = Vector128.FusedMultiplyAdd(b, f, t);
            c = Vector128.FusedMultiplyAdd(c, f, t);
            d = Vector128.FusedMultiplyAdd(d, f, t);
            e = Vector128.FusedMultiplyAdd(e, f, t);
            g = Vector128.FusedMultiplyAdd(g, f, t);
            h = Vector128.FusedMultiplyAdd(h, f, t);
            i = Vector128.FusedMultiplyAdd(i, f, t);
            j = Vector128.FusedMultiplyAdd(j, f, t);
            k = Vector128.FusedMultiplyAdd(k, f, t);
            l = Vector128.FusedMultiplyAdd(l, f, t);
            m = Vector128.FusedMultiplyAdd(m, f, t);
        }

        return Vector128.Sum(a + b + c + d + e + g + h + i + j + k + l + m);
    }
}
