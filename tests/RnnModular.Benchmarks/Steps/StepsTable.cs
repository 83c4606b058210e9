using System.Globalization;
using System.Text;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Steps;

/// <summary>The times of steps as a table in Markdown.</summary>
static class StepsTable
{
    /// <summary>A line a subject; ratios are RTNeural's fastest time over ours.</summary>
    public static string Write(IReadOnlyList<(string Cell, BenchmarkShape Shape)> subjects, IReadOnlyList<(int Subject, string Who, Timing Timing)> times)
    {
        StringBuilder text = new("| cell | I → H | general | at its size | bytes | RTNeural here | × | its back end | RTNeural recorded |\n|---|---|---:|---:|---:|---:|---:|---|---:|\n");
        for (int subject = 0; subject < subjects.Count; subject++)
        {
            (string cell, BenchmarkShape shape) = subjects[subject];
            var own = times.Where(t => t.Subject == subject).ToDictionary(t => t.Who, t => t.Timing);
            (Timing general, Timing sized) = (own[BenchmarkMode.Step.Name], own[BenchmarkMode.FixedStep.Name]);
            KeyValuePair<string, Timing>? best = own.Where(o => o.Value != general && o.Value != sized).OrderBy(o => o.Value.MedianSeconds).Select(o => (KeyValuePair<string, Timing>?)o).FirstOrDefault();
            double? recorded = RecordedSteps.Of(cell, shape.Input, shape.Hidden);
            text.Append(CultureInfo.InvariantCulture, $"| {cell} | {shape.Input} → {shape.Hidden} | {Short(general.MedianSeconds)} | {Short(sized.MedianSeconds)} | {sized.BytesAllocated} |");
            text.Append(CultureInfo.InvariantCulture, $" {Short(best?.Value.MedianSeconds)} | {(best?.Value.MedianSeconds / sized.MedianSeconds)?.ToString("0.00", CultureInfo.InvariantCulture)} | {best?.Key} | {recorded?.ToString("0", CultureInfo.InvariantCulture)} |\n");
        }

        return text.ToString();
    }

    static string Short(double? seconds) => (seconds * 1e9)?.ToString(seconds < 1e-6 ? "0.0" : "0", CultureInfo.InvariantCulture) ?? "";
}
