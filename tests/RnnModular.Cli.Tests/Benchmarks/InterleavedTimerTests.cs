using RnnModular.Cli.Benchmarks;

namespace RnnModular.Cli.Tests.Benchmarks;

public sealed class InterleavedTimerTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 5 }, 5)]
    [InlineData(new[] { 4.0, 100, 2, 1 }, 3)]
    public void A_median_is_the_middle_of_the_sorted_values(double[] values, double expected) =>
        Assert.Equal(expected, InterleavedTimer.Median(values));

    [Fact]
    public void Workloads_take_turns()
    {
        List<string> log = [];
        InterleavedTimer timer = new() { Repetitions = 3, Progress = _ => log.Add("|") };

        timer.Measure([new Fixed("a", 1, log), new Fixed("b", 2, log)]);

        // Two seconds of warm-up but at least two runs of each, pauses for the JIT, then three rounds: one run fills a burst.
        Assert.Matches(@"^\|aa\|bb\|(ab)+\|ab\|ab\|ab$", string.Concat(log));
    }

    [Fact]
    public void A_time_is_seconds_a_run_and_its_median_counts()
    {
        InterleavedTimer timer = new() { Repetitions = 3 };

        IReadOnlyList<Timing> timings = timer.Measure([new Fixed("slow", 2, []), new Fixed("fast", 1e-3, [])]);

        Assert.Equal(2, timings[0].MedianSeconds);
        Assert.Equal(1e-3, timings[1].MedianSeconds, 1e-12);
        Assert.Equal(1e-3, timings[1].BestSeconds, 1e-12);
    }

    [Fact]
    public void A_stop_is_obeyed_before_anything_runs()
    {
        InterleavedTimer timer = new() { Cancelled = new CancellationToken(canceled: true) };

        Assert.Throws<OperationCanceledException>(() => timer.Measure([new Fixed("a", 1, [])]));
    }

    /// <summary>Says that it took so long, and does nothing.</summary>
    sealed class Fixed(string name, double seconds, List<string> log) : IWorkload
    {
        public string Name => name;

        public double Run(int count)
        {
            log.Add(name);
            return seconds * count;
        }

        public void Dispose() { }
    }
}
