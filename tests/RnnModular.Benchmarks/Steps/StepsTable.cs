using System.Globalization;
using System.Text;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Steps;

/// <summary>The times of steps as a table in Markdown.</summary>
static class StepsTable
{
    /// <summary>
    /// A line a subject: the lowest of each one's bursts, since a step is so short that whatever else the machine does can only add to
    /// it. Ratios are those of RTNeural's fastest back end over ours, by the lowest and by the medians.
    /// </summary>
    public static string Write(IReadOnlyList<(string Cell, BenchmarkShape Shape)> subjects, IReadOnlyList<(int Subject, string Who, Timing Timing)> times)
    {
        StringBuilder text = new("| cell | I → H | general | at its size | bytes | RTNeural here | × | by medians | its back end | RTNeural recorded |\n|---|---|---:|---:|---:|---:|---:|---:|---|---:|\n");
        for (int subject = 0; subject < subjects.Count; subject++)
        {
            (string cell, BenchmarkShape shape) = subjects[subject];
            var own = times.Where(t => t.Subject == subject).ToDictionary(t => t.Who, t => t.Timing);
            (Timing general, Timing sized) = (own[BenchmarkMode.Step.Name], own[BenchmarkMode.FixedStep.Name]);
            KeyValuePair<string, Timing>[] peers = [.. own.Where(o => o.Value != general && o.Value != sized).OrderBy(o => o.Value.BestSeconds)];
            Timing? best = peers.Length > 0 ? peers[0].Value : null;
            double? median = peers.Length > 0 ? peers.Min(p => p.Value.MedianSeconds) : null;
            double? recorded = RecordedSteps.Of(cell, shape.Input, shape.Hidden);
            text.Append(CultureInfo.InvariantCulture, $"| {cell} | {shape.Input} → {shape.Hidden} | {Short(general.BestSeconds)} | {Short(sized.BestSeconds)} | {sized.BytesAllocated} |");
            text.Append(CultureInfo.InvariantCulture, $" {Short(best?.BestSeconds)} | {Ratio(best?.BestSeconds, sized.BestSeconds)} | {Ratio(median, sized.MedianSeconds)} | {peers.FirstOrDefault().Key} | {recorded?.ToString("0", CultureInfo.InvariantCulture)} |\n");
        }

        return text.ToString();
    }

    static string Ratio(double? theirs, double ours) => (theirs / ours)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    static string Short(double? seconds) => (seconds * 1e9)?.ToString(seconds < 1e-6 ? "0.0" : "0", CultureInfo.InvariantCulture) ?? "";
}
