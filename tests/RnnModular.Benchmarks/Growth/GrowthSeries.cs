using System.Globalization;
using System.Text;
using RnnModular.Cli.Benchmarks;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.Growth;

/// <summary>Times of a training pass while one size doubles.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Sizes">Its values.</param>
/// <param name="Seconds">Median seconds of a pass at each.</param>
sealed record GrowthSeries(string Name, IReadOnlyList<double> Sizes, IReadOnlyList<double> Seconds)
{
    /// <summary>Measures all shapes interleaved, on one thread.</summary>
    public static GrowthSeries Measure(string name, ICellFactory cell, InterleavedTimer timer, IReadOnlyList<BenchmarkShape> shapes, Func<BenchmarkShape, double> size)
    {
        CellWorkload[] workloads = [.. shapes.Select(s => new CellWorkload(
            $"{name}: {s}",
            new CellSubject(cell, new CellSizes(s.Input, s.Hidden), SequenceLayout.Dense(s.Batch, s.Time), trains: true, seed: 1),
            BenchmarkModes.Of("train")[0],
            WorkerTeam.Single))];
        IReadOnlyList<Timing> timings = timer.Measure(workloads);
        foreach (CellWorkload workload in workloads)
        {
            workload.Dispose();
        }

        return new GrowthSeries(name, [.. shapes.Select(size)], [.. timings.Select(t => t.MedianSeconds)]);
    }

    /// <summary>Markdown: the times, and the time of a unit beside the first row's.</summary>
    public string Table()
    {
        var text = new StringBuilder($"\n| {Name} | ms | time per {Name}, relative |\n|---:|---:|---:|\n");
        for (int index = 0; index < Sizes.Count; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Sizes[index]:#,0} | {Seconds[index] * 1e3:0.###} | {UnitCost(index):0.00} |\n");
        }

        return text.ToString();
    }

    /// <summary>One line a series: time against size, both relative to the first; a straight diagonal is linear growth.</summary>
    public static Chart Plot(string cell, IReadOnlyList<GrowthSeries> series)
    {
        ChartRole[] roles = [ChartRole.Model, ChartRole.Training, ChartRole.Validation];
        double[] diagonal = [1, series.Max(s => s.Sizes[^1] / s.Sizes[0])];
        return new Chart($"{cell}: time of a training pass", "size, relative to the smallest", "time, relative")
        {
            Lines =
            [
                new ChartLine("linear", ChartRole.Baseline, diagonal, diagonal),
                .. series.Select((s, index) => new ChartLine(s.Name, roles[index], [.. s.Sizes.Select(x => x / s.Sizes[0])], [.. s.Seconds.Select(y => y / s.Seconds[0])])),
            ],
        };
    }

    double UnitCost(int index) => Seconds[index] / Sizes[index] / (Seconds[0] / Sizes[0]);
}
