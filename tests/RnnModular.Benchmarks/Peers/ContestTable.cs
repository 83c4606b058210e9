using System.Globalization;
using System.Text;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Peers;

/// <summary>The contest as a table in Markdown, so that it can be kept in a log as it is.</summary>
static class ContestTable
{
    /// <summary>A line a shape, its last ratio that to the fastest peer, and the geometric means below. A ratio above 1 means that ours is faster by so much.</summary>
    public static string Write(IReadOnlyList<ContestRow> rows)
    {
        StringBuilder text = new();
        foreach (IGrouping<string, ContestRow> mode in rows.GroupBy(r => r.Mode.Name))
        {
            string[] peers = [.. mode.SelectMany(r => r.Peers.Keys).Distinct()];
            text.Append(CultureInfo.InvariantCulture, $"| {mode.Key} B,T,I,H | ours ms |{string.Concat(peers.Select(p => $" {p} ms | × |"))} best × |\n");
            text.Append(CultureInfo.InvariantCulture, $"|---|---:|{string.Concat(Enumerable.Repeat("---:|---:|", peers.Length))}---:|\n");
            foreach (ContestRow row in mode)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {row.Shape} | {Short(row.Ours)} |{string.Concat(peers.Select(p => Cells(row, p)))} {Ratio(AgainstBest(row))} |\n");
            }

            string means = string.Concat(peers.Select(p => $" | {Ratio(GeometricMean(mode.Select(r => r.Peers.GetValueOrDefault(p)?.Milliseconds / r.Ours)))} |"));
            text.Append(CultureInfo.InvariantCulture, $"| geometric mean | |{means} {Ratio(GeometricMean(mode.Select(r => (double?)AgainstBest(r))))} |\n\n");
        }

        return text.ToString();
    }

    // The fastest peer's time over ours.
    static double AgainstBest(ContestRow row) => row.Peers.Values.Min(p => p.Milliseconds) / row.Ours ?? double.NaN;

    // Over the shapes that have a ratio.
    static double GeometricMean(IEnumerable<double?> ratios)
    {
        double[] logs = [.. ratios.OfType<double>().Where(double.IsFinite).Select(r => Math.Log(r))];
        return logs.Length > 0 ? Math.Exp(logs.Average()) : double.NaN;
    }

    static string Cells(ContestRow row, string peer) => row.Peers.GetValueOrDefault(peer) switch
    {
        { Milliseconds: { } time } => $" {Short(time)} | {Ratio(time / row.Ours)} |",
        { Problem: not null } => " failed | |",
        _ => " | |",
    };

    static string Short(double milliseconds) => milliseconds.ToString(milliseconds < 0.01 ? "0.00000" : milliseconds < 1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);

    static string Ratio(double ratio) => double.IsNaN(ratio) ? "" : ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
