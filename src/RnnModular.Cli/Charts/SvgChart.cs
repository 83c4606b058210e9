using System.Globalization;
using System.Text;

namespace RnnModular.Cli.Charts;

/// <summary>Draws a chart as a self-contained SVG of 960 × 480 units.</summary>
static class SvgChart
{
    const int Width = 960;
    const int Height = 480;
    const double Right = 28;
    const double Bottom = 58;
    const string Font = "font-family=\"Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif\"";
    const string Ink = "#1f2530";
    const string Quiet = "#5b6472";
    const int MostMarkers = 40;

    /// <summary>The SVG's text; lines end in \n.</summary>
    public static string Draw(Chart chart)
    {
        Axis x = Axis.Over(ChartPoints.Xs(chart), 9, logarithmic: false, roundEnds: false);
        Axis y = Axis.Over(ChartPoints.Ys(chart), 6, chart.LogarithmicY, roundEnds: true);
        if (chart.XTicks.Count > 0)
        {
            x = x.With(chart.XTicks.Select(t => new Tick(t.X, t.Label)));
        }

        double left = 26 + y.Ticks.Select(t => SvgText.Measure(t.Label, 12)).DefaultIfEmpty(20).Max();
        SvgLegend legend = new(chart, left, Width - Right);
        double top = legend.Bottom + (chart.YLabel.Length > 0 ? 34 : 18);
        double plotWidth = Width - Right - left;
        double plotHeight = Height - Bottom - top;

        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" {Font}>\n");
        svg.Append($"<title>{SvgText.Escape(chart.Title)}</title>\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        svg.Append(SvgText.At(left, 34, chart.Title, 19, Ink, "start", weight: 600));
        legend.Draw(svg);
        svg.Append(CultureInfo.InvariantCulture, $"<clipPath id=\"plot\"><rect x=\"-5\" y=\"-5\" width=\"{plotWidth + 10:0.##}\" height=\"{plotHeight + 10:0.##}\"/></clipPath>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({left:0.##} {top:0.##})\">\n");
        DrawAxes(svg, chart, x, y, plotWidth, plotHeight);
        svg.Append("<g clip-path=\"url(#plot)\">\n");
        foreach (ChartBand band in chart.Bands)
        {
            DrawBand(svg, band, x, y, plotWidth, plotHeight);
        }

        IReadOnlyList<LineStyle> styles = LineStyle.For(chart.Lines);
        for (int index = 0; index < chart.Lines.Count; index++)
        {
            DrawLine(svg, chart.Lines[index], styles[index], x, y, plotWidth, plotHeight);
        }

        return svg.Append("</g>\n</g>\n</svg>\n").ToString();
    }

    static void DrawAxes(StringBuilder svg, Chart chart, Axis x, Axis y, double width, double height)
    {
        foreach (Tick tick in y.Ticks)
        {
            double at = (1 - y.Fraction(tick.Value)) * height;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M0 {at:0.##}H{width:0.##}\" stroke=\"#e6e9ef\"/>\n");
            svg.Append(SvgText.At(-10, at + 4, tick.Label, 12, Quiet, "end"));
        }

        double free = double.NegativeInfinity;
        foreach (Tick tick in x.Ticks)
        {
            double at = x.Fraction(tick.Value) * width;
            double half = SvgText.Measure(tick.Label, 12) / 2;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{at:0.##} {height:0.##}v5\" stroke=\"#aab2bf\"/>\n");
            if (at - half > free)
            {
                svg.Append(SvgText.At(at, height + 20, tick.Label, 12, Quiet, "middle"));
                free = at + half + 8;
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M0 {height:0.##}H{width:0.##}\" stroke=\"#aab2bf\"/>\n");
        svg.Append(SvgText.At(width / 2, height + 44, chart.XLabel, 13, Quiet, "middle"));
        svg.Append(SvgText.At(0, -14, chart.YLabel, 13, Quiet, "start"));
    }

    static void DrawBand(StringBuilder svg, ChartBand band, Axis x, Axis y, double width, double height)
    {
        // Where one edge has no place the band has a gap, so the other edge is cut there too.
        int count = Math.Min(band.X.Count, Math.Min(band.Lower.Count, band.Upper.Count));
        bool[] whole = [.. Enumerable.Range(0, count).Select(i => double.IsFinite(y.Fraction(band.Lower[i]) + y.Fraction(band.Upper[i])))];
        double[] lower = [.. Enumerable.Range(0, count).Select(i => whole[i] ? band.Lower[i] : double.NaN)];
        double[] upper = [.. Enumerable.Range(0, count).Select(i => whole[i] ? band.Upper[i] : double.NaN)];
        List<List<(double X, double Y)>> below = ChartPoints.Runs(band.X, lower, x, y, width, height);
        List<List<(double X, double Y)>> above = ChartPoints.Runs(band.X, upper, x, y, width, height);
        for (int index = 0; index < below.Count; index++)
        {
            List<(double X, double Y)> outline = ChartPoints.Thin(above[index], width);
            outline = [.. outline, .. Enumerable.Reverse(ChartPoints.Thin(below[index], width))];
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{SvgText.Path(outline)}Z\" fill=\"{LineStyle.BandColour}\" fill-opacity=\"{SvgLegend.BandOpacity}\"/>\n");
        }
    }

    static void DrawLine(StringBuilder svg, ChartLine line, LineStyle style, Axis x, Axis y, double width, double height)
    {
        bool marked = line.Role == ChartRole.Truth && line.X.Count <= MostMarkers;
        string dash = style.Dash.Length > 0 ? $" stroke-dasharray=\"{style.Dash}\"" : "";
        foreach (List<(double X, double Y)> run in ChartPoints.Runs(line.X, line.Y, x, y, width, height))
        {
            if (run.Count > 1)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{SvgText.Path(ChartPoints.Thin(run, width))}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"{style.Width}\" stroke-linejoin=\"round\" stroke-linecap=\"{(dash.Length > 0 ? "butt" : "round")}\"{dash}/>\n");
            }

            // A point between two gaps would be invisible as a line.
            foreach ((double across, double down) in marked || run.Count == 1 ? run : [])
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{across:0.##}\" cy=\"{down:0.##}\" r=\"3\" fill=\"{style.Colour}\"/>\n");
            }
        }
    }
}
