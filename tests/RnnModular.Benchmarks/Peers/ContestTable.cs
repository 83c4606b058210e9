using System.Globalization;
using System.Text;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Peers;

/// <summary>The contest as a table in Markdown, so that it can be kept in a log as it is.</summary>
static class ContestTable
{
    /// <summary>A line a shape, and the geometric mean of the ratios below. A ratio above 1 means that ours is faster by so much.</summary>
    public static string Write(IReadOnlyList<ContestRow> rows)
    {
        StringBuilder text = new();
        foreach (IGrouping<string, ContestRow> mode in rows.GroupBy(r => r.Mode.Name))
        {
            string[] peers = [.. mode.SelectMany(r => r.Peers.Keys).Distinct()];
            text.Append(CultureInfo.InvariantCulture, $"| {mode.Key} B,T,I,H | ours ms |{string.Concat(peers.Select(p => $" {p} ms | × |"))}\n");
            text.Append(CultureInfo.InvariantCulture, $"|---|---:|{string.Concat(Enumerable.Repeat("---:|---:|", peers.Length))}\n");
            foreach (ContestRow row in mode)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {row.Shape} | {Short(row.Ours)} |{string.Concat(peers.Select(p => Cells(row, p)))}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"| geometric mean | |{string.Concat(peers.Select(p => $" | {Ratio(GeometricMean(mode, p))} |"))}\n\n");
        }

        return text.ToString();
    }

    /// <summary>The peer's time over ours, over the shapes it ran.</summary>
    public static double GeometricMean(IEnumerable<ContestRow> rows, string peer)
    {
        double[] logs = [.. rows.Select(r => r.Peers.GetValueOrDefault(peer)?.Milliseconds / r.Ours).OfType<double>().Select(v => Math.Log(v))];
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
