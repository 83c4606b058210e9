namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>Finds what separates the cells of a CSV text.</summary>
public static class CsvDelimiter
{
    const int LinesLookedAt = 20;

    /// <summary>
    /// Tab or semicolon when every line has the same number of them (a comma may then be a decimal sign), else a comma.
    /// Delimiters inside quotes do not count.
    /// </summary>
    public static char Detect(string text)
    {
        var lines = new List<string>();
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                lines.Add(line.ToString());
            }

            if (lines.Count == LinesLookedAt)
            {
                break;
            }
        }

        foreach (char candidate in (ReadOnlySpan<char>)['\t', ';'])
        {
            if (lines.Count > 0 && Count(lines[0], candidate) is int count and > 0 && lines.All(l => Count(l, candidate) == count))
            {
                return candidate;
            }
        }

        return ',';
    }

    static int Count(string line, char delimiter)
    {
        bool quoted = false;
        int count = 0;
        foreach (char c in line)
        {
            quoted ^= c == '"';
            count += c == delimiter && !quoted ? 1 : 0;
        }

        return count;
    }
}
