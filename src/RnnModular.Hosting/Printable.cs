using System.Globalization;
using System.Text;

namespace RnnModular.Hosting;

/// <summary>Foreign text made safe for a terminal: no control characters, no direction overrides, not too long.</summary>
static class Printable
{
    const int Longest = 120;

    public static string Text(string text)
    {
        StringBuilder safe = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (safe.Length >= Longest)
            {
                return safe.Append('…').ToString();
            }

            safe.Append(IsSafe(rune) ? rune.ToString() : "�");
        }

        return safe.ToString();
    }

    /// <summary>The first line of an exception's message, without a final full stop, to be put inside a sentence.</summary>
    public static string Message(Exception exception)
    {
        string first = exception.Message.Split('\n', 2)[0].Trim();
        return Text(first.TrimEnd('.'));
    }

    public static bool IsSafe(string text) => text.EnumerateRunes().All(IsSafe);

    static bool IsSafe(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
