using System.Text;

namespace RnnModular.Cli.Charts;

/// <summary>Draws a chart with braille characters, for terminals and pipes.</summary>
static class TerminalChart
{
    const int Narrowest = 30;
    const int Broadest = 140;

    /// <summary>The chart as text; lines end in \n.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="width">Characters across, all told.</param>
    /// <param name="rows">Rows of the plot itself.</param>
    /// <param name="colour">True for escape codes; without them lines differ by their dots.</param>
    public static string Draw(Chart chart, int width, int rows, bool colour)
    {
        width = Math.Clamp(width, Narrowest, Broadest);
        Axis x = Axis.Over(ChartPoints.Xs(chart), width / 14, logarithmic: false, roundEnds: false);
        Axis y = Axis.Over(ChartPoints.Ys(chart), rows / 3, chart.LogarithmicY, roundEnds: true);
        if (chart.XTicks.Count > 0)
        {
            x = x.With(chart.XTicks.Select(t => new Tick(t.X, t.Label)));
        }

        int margin = y.Ticks.Select(t => t.Label.Length).DefaultIfEmpty(1).Max() + 1;
        BrailleCanvas canvas = new(width - margin - 2, rows);
        Plot(canvas, chart, x, y);

        StringBuilder text = new();
        text.Append(' ', margin + 1).Append(Printable(chart.Title)).Append('\n');
        AppendLegend(text, chart, margin + 1, width, colour);
        for (int row = 0; row < rows; row++)
        {
            string label = y.Ticks.LastOrDefault(t => RowOf(y, t.Value, rows) == row).Label ?? "";
            text.Append(label.PadLeft(margin)).Append(label.Length > 0 ? '┤' : '│').Append(canvas.Row(row, colour)).Append('\n');
        }

        AppendXAxis(text, chart, x, margin, canvas.Width / 2);
        return text.ToString();
    }

    // Nested edges would be a thicket of dots.
    static IEnumerable<ChartBand> Widest(Chart chart) => chart.Bands.Take(1);

    static int RowOf(Axis y, double value, int rows) =>
        Math.Clamp((int)Math.Round((1 - y.Fraction(value)) * ((4 * rows) - 1)) / 4, 0, rows - 1);

    static void Plot(BrailleCanvas canvas, Chart chart, Axis x, Axis y)
    {
        LineStyle edge = new("", LineStyle.BandAnsi, "", 1, 3, 1);
        foreach (ChartBand band in Widest(chart))
        {
            foreach (IReadOnlyList<double> side in new[] { band.Lower, band.Upper })
            {
                foreach (List<(double X, double Y)> run in ChartPoints.Runs(band.X, side, x, y, canvas.Width - 1, canvas.Height - 1))
                {
                    canvas.Line(run, edge);
                }
            }
        }

        IReadOnlyList<LineStyle> styles = LineStyle.For(chart.Lines);
        for (int index = 0; index < chart.Lines.Count; index++)
        {
            ChartLine line = chart.Lines[index];
            foreach (List<(double X, double Y)> run in ChartPoints.Runs(line.X, line.Y, x, y, canvas.Width - 1, canvas.Height - 1))
            {
                canvas.Line(run, styles[index]);
            }
        }
    }

    static void AppendLegend(StringBuilder text, Chart chart, int margin, int width, bool colour)
    {
        IReadOnlyList<LineStyle> styles = LineStyle.For(chart.Lines);
        IEnumerable<(string Name, LineStyle Style)> entries = chart.Lines.Select((l, i) => (l.Name, styles[i]))
            .Concat(Widest(chart).Select(b => (b.Name, new LineStyle("", LineStyle.BandAnsi, "", 1, 3, 1))))
            .Where(e => e.Name.Length > 0)
            .DistinctBy(e => e.Name);
        List<string> line = [];
        int length = margin;
        foreach ((string name, LineStyle style) in entries)
        {
            BrailleCanvas swatch = new(4, 1);
            swatch.Line([(0, 1), (7, 1)], style);
            string shown = Printable(name);
            int needed = shown.Length + 7;
            if (line.Count > 0 && length + needed > width)
            {
                Flush();
            }

            line.Add($"{swatch.Row(0, colour)} {shown}");
            length += needed;
        }

        Flush();

        void Flush()
        {
            if (line.Count > 0)
            {
                text.Append(' ', margin).AppendJoin("  ", line).Append('\n');
            }

            line.Clear();
            length = margin;
        }
    }

    static void AppendXAxis(StringBuilder text, Chart chart, Axis x, int margin, int columns)
    {
        char[] line = [.. Enumerable.Repeat('─', columns)];
        char[] labels = [.. Enumerable.Repeat(' ', columns + 1)];
        int free = 0;
        foreach (Tick tick in x.Ticks)
        {
            int at = (int)Math.Round(x.Fraction(tick.Value) * (columns - 1));
            string label = Printable(tick.Label);
            line[at] = '┬';
            int start = Math.Clamp(at - (label.Length / 2), 0, Math.Max(0, labels.Length - label.Length));
            if (start >= free && start + label.Length <= labels.Length)
            {
                label.CopyTo(0, labels, start, label.Length);
                free = start + label.Length + 2;
            }
        }

        text.Append(' ', margin).Append('└').Append(line).Append('\n');
        text.Append(' ', margin + 1).Append(new string(labels).TrimEnd()).Append('\n');
        string caption = string.Join(" · ", new[] { Printable(chart.YLabel), Printable(chart.XLabel) }.Where(s => s.Length > 0));
        if (caption.Length > 0)
        {
            text.Append(' ', margin + 1).Append(caption).Append('\n');
        }
    }

    // A control character in someone's column name must not reach the terminal.
    static string Printable(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
