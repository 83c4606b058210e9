using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using RnnModular.Numerics;

namespace RnnModular.Cli.Benchmarks;

/// <summary>How fast the machine reads: every member of a team sums its own part of a buffer that fits a level of the caches, or none.</summary>
sealed unsafe class ReadBandwidth(float* data, int floatsEach, int passes) : IWork
{
    readonly float[] _results = new float[1024];

    /// <summary>The best of several runs on all members of a team at once, in GB/s of all of them together.</summary>
    /// <param name="team">Who reads.</param>
    /// <param name="bytesEach">Bytes each member reads over and over.</param>
    public static double Measure(IWorkerTeam team, int bytesEach)
    {
        const int Runs = 7;
        const long BytesPerRun = 64 << 20;
        int floats = bytesEach / sizeof(float);
        int passes = (int)Math.Max(1, BytesPerRun / bytesEach);
        using AlignedBuffer buffer = new();
        buffer.EnsureLength((long)floats * team.Size);
        buffer.Span.Fill(1);
        ReadBandwidth work = new(buffer.Pointer, floats, passes);
        double best = double.PositiveInfinity;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            team.Run(work, team.Size);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (double)bytesEach * passes * team.Size / best / 1e9;
    }

    /// <inheritdoc/>
    public void Execute(int worker, int workers)
    {
        float sum = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            sum += Sum(data + (long)worker * floatsEach, floatsEach);
        }

        _results[worker] = sum;
    }

    // Eight chains, so that the loads and not the additions set the pace.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Sum(float* start, int floats)
    {
        int lanes = Vector<float>.Count;
        Vector<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (float* next = start; next + 8 * lanes <= start + floats; next += 8 * lanes)
        {
            a += Vector.Load(next);
            b += Vector.Load(next + lanes);
            c += Vector.Load(next + 2 * lanes);
            d += Vector.Load(next + 3 * lanes);
            e += Vector.Load(next + 4 * lanes);
            f += Vector.Load(next + 5 * lanes);
            g += Vector.Load(next + 6 * lanes);
            h += Vector.Load(next + 7 * lanes);
        }

        return Vector.Sum(a + b + c + d + e + f + g + h);
    }
}
