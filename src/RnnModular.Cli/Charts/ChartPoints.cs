namespace RnnModular.Cli.Charts;

/// <summary>Points of a chart in drawing coordinates.</summary>
static class ChartPoints
{
    /// <summary>All x values of a chart.</summary>
    public static IEnumerable<double> Xs(Chart chart) => chart.Lines.SelectMany(l => l.X).Concat(chart.Bands.SelectMany(b => b.X));

    /// <summary>All y values of a chart.</summary>
    public static IEnumerable<double> Ys(Chart chart) =>
        chart.Lines.SelectMany(l => l.Y).Concat(chart.Bands.SelectMany(b => b.Lower)).Concat(chart.Bands.SelectMany(b => b.Upper));

    /// <summary>Maps a line into a box and cuts it where a value has no place.</summary>
    /// <param name="xs">Positions.</param>
    /// <param name="ys">Values; a surplus on either side is passed over.</param>
    /// <param name="x">The x axis, drawn from 0 to <paramref name="width"/>.</param>
    /// <param name="y">The y axis, drawn from <paramref name="height"/> (low) to 0 (high).</param>
    /// <param name="width">Width of the box.</param>
    /// <param name="height">Height of the box.</param>
    /// <returns>Runs of at least one point.</returns>
    public static List<List<(double X, double Y)>> Runs(IReadOnlyList<double> xs, IReadOnlyList<double> ys, Axis x, Axis y, double width, double height)
    {
        List<List<(double X, double Y)>> runs = [];
        bool open = false;
        for (int index = 0; index < Math.Min(xs.Count, ys.Count); index++)
        {
            double across = x.Fraction(xs[index]) * width;
            double down = (1 - y.Fraction(ys[index])) * height;
            if (!double.IsFinite(across) || !double.IsFinite(down))
            {
                open = false;
                continue;
            }

            if (!open)
            {
                runs.Add([]);
                open = true;
            }

            runs[^1].Add((across, down));
        }

        return runs;
    }

    /// <summary>Keeps of every unit of width the first, the lowest, the highest and the last point, so that a long line stays a small file and looks the same.</summary>
    public static List<(double X, double Y)> Thin(List<(double X, double Y)> run, double width)
    {
        if (run.Count <= 4 * width)
        {
            return run;
        }

        List<(double X, double Y)> kept = [];
        for (int start = 0; start < run.Count;)
        {
            int end = start + 1;
            int lowest = start;
            int highest = start;
            while (end < run.Count && Math.Floor(run[end].X) == Math.Floor(run[start].X))
            {
                lowest = run[end].Y < run[lowest].Y ? end : lowest;
                highest = run[end].Y > run[highest].Y ? end : highest;
                end++;
            }

            kept.AddRange(new[] { start, lowest, highest, end - 1 }.Distinct().Order().Select(i => run[i]));
            start = end;
        }

        return kept;
    }
}
