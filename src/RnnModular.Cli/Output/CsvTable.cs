using System.Globalization;

namespace RnnModular.Cli.Output;

/// <summary>Writes a table as CSV (RFC 4180: commas, CRLF, quotes only where needed); numbers round-trip.</summary>
static class CsvTable
{
    static readonly System.Buffers.SearchValues<char> _special = System.Buffers.SearchValues.Create(",\"\r\n");

    /// <summary>The whole text.</summary>
    public static string Write(Table table) =>
        string.Concat(table.Rows.Prepend([.. table.Columns]).Select(r => string.Join(',', r.Select(Field)) + "\r\n"));

    static string Field(object value)
    {
        string text = value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "";
        return text.AsSpan().ContainsAny(_special) ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
