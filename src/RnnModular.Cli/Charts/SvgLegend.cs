using System.Globalization;
using System.Text;

namespace RnnModular.Cli.Charts;

/// <summary>The legend of an SVG chart: one row under the title, or as many as it takes.</summary>
sealed class SvgLegend
{
    /// <summary>Opacity of one band; nested bands add up.</summary>
    public const string BandOpacity = "0.14";

    const double RowHeight = 20;
    const double Swatch = 26;
    const double Gap = 22;

    readonly List<(double X, double Y, string Name, LineStyle? Style)> _items = [];

    /// <summary>Lays the entries out between two edges; names that repeat are shown once.</summary>
    public SvgLegend(Chart chart, double left, double right)
    {
        IReadOnlyList<LineStyle> styles = LineStyle.For(chart.Lines);
        IEnumerable<(string Name, LineStyle? Style)> entries = chart.Lines.Select((l, i) => (l.Name, (LineStyle?)styles[i]))
            .Concat(chart.Bands.Select(b => (b.Name, (LineStyle?)null)))
            .Where(e => e.Name.Length > 0)
            .DistinctBy(e => e.Name);
        double x = left;
        double y = 58;
        foreach ((string name, LineStyle? style) in entries)
        {
            double width = Swatch + 8 + SvgText.Measure(name, 13);
            if (x > left && x + width > right)
            {
                (x, y) = (left, y + RowHeight);
            }

            _items.Add((x, y, name, style));
            x += width + Gap;
        }

        Bottom = _items.Count > 0 ? y + 8 : 44;
    }

    /// <summary>Where it ends.</summary>
    public double Bottom { get; }

    /// <summary>Draws it.</summary>
    public void Draw(StringBuilder svg)
    {
        foreach ((double x, double y, string name, LineStyle? style) in _items)
        {
            if (style is null)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"{y - 10:0.##}\" width=\"{Swatch}\" height=\"12\" rx=\"2\" fill=\"{LineStyle.BandColour}\" fill-opacity=\"{BandOf(name)}\"/>\n");
            }
            else
            {
                string dash = style.Dash.Length > 0 ? $" stroke-dasharray=\"{style.Dash}\"" : "";
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x:0.##} {y - 4:0.##}h{Swatch}\" stroke=\"{style.Colour}\" stroke-width=\"{style.Width}\"{dash}/>\n");
            }

            svg.Append(SvgText.At(x + Swatch + 8, y, name, 13, "#2b323d", "start"));
        }
    }

    // The n-th band lies on top of the wider ones before it, so it looks n times as strong.
    string BandOf(string name)
    {
        int depth = 1 + _items.Where(i => i.Style is null).Select(i => i.Name).ToList().IndexOf(name);
        return (0.14 * depth).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
