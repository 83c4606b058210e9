using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RnnModular.Numerics;

namespace RnnModular.Cli.Benchmarks;

/// <summary>How fast the machine computes a function of many values: the vector sigmoid over a row in the first-level cache.</summary>
static unsafe class FunctionRate
{
    const int Lanes = 2048;
    const int Rounds = 200;

    /// <summary>The best of several runs on one thread, in values a nanosecond.</summary>
    public static double Measure()
    {
        const int Runs = 25;
        using AlignedBuffer buffer = new(Lanes);
        double best = double.PositiveInfinity;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int round = 0; round < Rounds; round++)
            {
                Row(buffer.Pointer);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return (double)Lanes * Rounds / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Row(float* values)
    {
        if (Simd.Best == SimdWidth.Avx512)
        {
            for (int lane = 0; lane < Lanes; lane += Vector512<float>.Count)
            {
                VectorMath.Sigmoid(Vector512.Load(values + lane)).Store(values + lane);
            }
        }
        else if (Simd.Best == SimdWidth.Avx2)
        {
            for (int lane = 0; lane < Lanes; lane += Vector256<float>.Count)
            {
                VectorMath.Sigmoid(Vector256.Load(values + lane)).Store(values + lane);
            }
        }
        else
        {
            for (int lane = 0; lane < Lanes; lane += Vector128<float>.Count)
            {
                VectorMath.Sigmoid(Vector128.Load(values + lane)).Store(values + lane);
            }
        }
    }
}
