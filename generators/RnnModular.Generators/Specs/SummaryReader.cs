using System.Net;
using System.Text.RegularExpressions;

namespace RnnModular.Generators.Specs;

/// <summary>
/// Reads the summary of a class from the text of its documentation comment. A project that writes no documentation file has
/// its comments not parsed, so the symbol cannot be asked.
/// </summary>
static class SummaryReader
{
    static readonly Regex Element = new("<summary>(.*?)</summary>", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    static readonly Regex Reference = new("<[a-z]+ (?:cref|name|langword)=\"(?:.:)?([^\"]*)\"\\s*/>", RegexOptions.CultureInvariant);
    static readonly Regex Tag = new("<[^>]*>", RegexOptions.CultureInvariant);
    static readonly Regex Space = new("\\s+", RegexOptions.CultureInvariant);

    /// <summary>The summary in one line, without markup; empty when there is none.</summary>
    /// <param name="comments">All comments before the class.</param>
    public static string Read(string comments)
    {
        IEnumerable<string> lines = comments
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("///", StringComparison.Ordinal))
            .Select(line => line.Substring(3));
        Match summary = Element.Match(string.Join("\n", lines));
        if (!summary.Success)
        {
            return "";
        }

        string text = Tag.Replace(Reference.Replace(summary.Groups[1].Value, "$1"), "");
        return WebUtility.HtmlDecode(Space.Replace(text, " ").Trim());
    }
}
