namespace RnnModular.Cli.Charts;

/// <summary>A line of block characters that shows how a number went.</summary>
static class Sparkline
{
    const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>Draws the values, averaged to at most <paramref name="width"/> characters; what is not finite is a blank.</summary>
    public static string Draw(IReadOnlyList<double> values, int width)
    {
        int count = Math.Min(width, values.Count);
        double[] means = new double[count];
        for (int index = 0; index < count; index++)
        {
            int start = (int)((long)index * values.Count / count);
            int end = (int)((long)(index + 1) * values.Count / count);
            means[index] = Enumerable.Range(start, end - start).Average(i => values[i]);
        }

        double low = means.Where(double.IsFinite).DefaultIfEmpty(0).Min();
        double high = means.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return new string([.. means.Select(m => !double.IsFinite(m) ? ' ' : Blocks[high > low ? (int)Math.Round(7 * ((m - low) / (high - low))) : 0])]);
    }
}
