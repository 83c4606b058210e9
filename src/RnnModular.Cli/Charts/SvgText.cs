using System.Globalization;
using System.Text;
using System.Xml;

namespace RnnModular.Cli.Charts;

/// <summary>Pieces of SVG.</summary>
static class SvgText
{
    /// <summary>A text element; nothing for an empty text.</summary>
    public static string At(double x, double y, string text, int size, string colour, string anchor, int weight = 400) => text.Length == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{size}\" fill=\"{colour}\" text-anchor=\"{anchor}\" font-weight=\"{weight}\">{Escape(text)}</text>\n");

    /// <summary>About how wide a text is in a common sans-serif face.</summary>
    public static double Measure(string text, double size) => text.Sum(c => c switch
    {
        ' ' or '.' or ',' or 'i' or 'l' or 'I' or '|' or '\'' or ':' => 0.3,
        'm' or 'w' or 'M' or 'W' or '%' => 0.86,
        > '\u2e80' => 1,
        >= 'A' and <= 'Z' => 0.68,
        _ => 0.56,
    }) * size;

    /// <summary>A path through points.</summary>
    public static string Path(IReadOnlyList<(double X, double Y)> points)
    {
        StringBuilder path = new();
        foreach ((double x, double y) in points)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{x:0.##} {y:0.##}");
        }

        return path.ToString();
    }

    /// <summary>A text as it may stand in XML; characters XML cannot hold are left out.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new();
        for (int index = 0; index < text.Length; index++)
        {
            char c = text[index];
            if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                escaped.Append(c).Append(text[++index]);
            }
            else if (XmlConvert.IsXmlChar(c))
            {
                escaped.Append(c switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", _ => c.ToString() });
            }
        }

        return escaped.ToString();
    }
}
