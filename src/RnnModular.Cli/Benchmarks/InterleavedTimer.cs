using System.Runtime;

namespace RnnModular.Cli.Benchmarks;

/// <summary>What one workload took.</summary>
/// <param name="MedianSeconds">Median over the repetitions of the seconds a run.</param>
/// <param name="BestSeconds">The best repetition.</param>
/// <param name="BytesAllocated">Median of the managed bytes allocated a run, by any thread; rounded up.</param>
/// <param name="Seconds">The seconds a run of each repetition; those of the same repetition of other workloads were taken beside them.</param>
sealed record Timing(double MedianSeconds, double BestSeconds, long BytesAllocated, IReadOnlyList<double> Seconds);

/// <summary>
/// Times workloads side by side: one repetition of each in turn, again and again, so that whatever else the machine does
/// falls on all of them alike. A repetition is a burst of runs, after some that are not timed and bring the workload's data
/// back into the caches.
/// </summary>
sealed class InterleavedTimer
{
    const int WarmRuns = 30;
    static readonly TimeSpan s_warmTime = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan s_mostWarmTime = TimeSpan.FromSeconds(2);
    // The JIT waits a tenth of a second before it counts calls, and ten times as long where it has one processor.
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(Environment.ProcessorCount == 1 ? 1_200 : 120);
    static readonly TimeSpan s_burst = TimeSpan.FromMilliseconds(20);

    /// <summary>Repetitions whose median counts.</summary>
    public int Repetitions { get; init; } = 9;

    /// <summary>Told what happens.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    /// <summary>Stops between two bursts.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <summary>Times all workloads.</summary>
    /// <exception cref="OperationCanceledException">The person has had enough.</exception>
    public IReadOnlyList<Timing> Measure(IReadOnlyList<IWorkload> workloads)
    {
        var counts = new int[workloads.Count];
        var seconds = new double[workloads.Count][];
        var bytes = new long[workloads.Count][];
        for (int index = 0; index < workloads.Count; index++)
        {
            Progress($"warm-up {index + 1} of {workloads.Count}: {workloads[index].Name}");
            counts[index] = RunsOfABurst(WarmUp(workloads[index]));
            (seconds[index], bytes[index]) = (new double[Repetitions], new long[Repetitions]);
        }

        Settle(workloads, counts);
        for (int index = 0; index < workloads.Count; index++)
        {
            // What was slow while the JIT had not done its best is quicker now, and fills a burst with more runs.
            counts[index] = RunsOfABurst(workloads[index].Run(counts[index]) / counts[index]);
        }

        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            Progress($"repetition {repetition + 1} of {Repetitions}");
            for (int index = 0; index < workloads.Count; index++)
            {
                Cancelled.ThrowIfCancellationRequested();
                (seconds[index][repetition], bytes[index][repetition]) = Burst(workloads[index], counts[index]);
            }
        }

        return [.. workloads.Select((_, index) => new Timing(Median(seconds[index]), seconds[index].Min(), Median(bytes[index]), seconds[index]))];
    }

    /// <summary>The middle value; of an even number, the mean of the middle two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    static long Median(long[] values) => (long)Math.Ceiling(Median(values.Select(v => (double)v)));

    /// <summary>
    /// Lets the JIT do its best: it counts calls only when nothing new was compiled for a while, and after thirty of them compiles
    /// in the background, for which this thread must not keep the core. Done when two pauses brought no new code.
    /// </summary>
    void Settle(IReadOnlyList<IWorkload> workloads, int[] counts)
    {
        const int MostPauses = 25;
        Progress("waiting until nothing more is compiled");
        long compiled = 0;
        int quiet = 0;
        for (int pause = 0; pause < MostPauses && quiet < 2; pause++)
        {
            Thread.Sleep(s_pause);
            for (int index = 0; index < workloads.Count; index++)
            {
                Cancelled.ThrowIfCancellationRequested();
                workloads[index].Run(counts[index]);
            }

            long now = JitInfo.GetCompiledMethodCount();
            quiet = now == compiled ? quiet + 1 : 0;
            compiled = now;
        }
    }

    /// <summary>Runs until times no longer depend on what was never touched.</summary>
    /// <returns>Seconds of the quickest run.</returns>
    double WarmUp(IWorkload workload)
    {
        double total = 0;
        double last = double.PositiveInfinity;
        int runs = 0;
        int count = 1;
        while ((runs < WarmRuns || total < s_warmTime.TotalSeconds) && (runs < 2 || total < s_mostWarmTime.TotalSeconds))
        {
            Cancelled.ThrowIfCancellationRequested();
            double taken = workload.Run(count);
            total += taken;
            runs += count;
            last = Math.Min(last, taken / count);
            count = Math.Clamp((int)(s_burst.TotalSeconds / 4 / Math.Max(last, 1e-9)), 1, 1_000_000);
        }

        return last;
    }

    static int RunsOfABurst(double secondsOfARun) => Math.Clamp((int)Math.Ceiling(s_burst.TotalSeconds / Math.Max(secondsOfARun, 1e-9)), 1, 1_000_000);

    static (double Seconds, long Bytes) Burst(IWorkload workload, int count)
    {
        if (count > 1)
        {
            workload.Run(1 + count / 10);
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        double taken = workload.Run(count);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        return (taken / count, (allocated + count - 1) / count);
    }
}
