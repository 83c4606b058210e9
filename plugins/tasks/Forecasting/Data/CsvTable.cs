using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>A row of a CSV file.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Cells">Trimmed cells, as many as there are columns.</param>
public sealed record CsvRow(int Line, string[] Cells);

/// <summary>A CSV file as text: columns with names and rows with line numbers. The delimiter and the header are detected.</summary>
/// <param name="File">Name for messages.</param>
/// <param name="Columns">Column names; <c>column1</c>, <c>column2</c> … when the file has no header.</param>
/// <param name="Rows">At least one row.</param>
/// <param name="Delimiter">Comma, semicolon or tab.</param>
public sealed record CsvTable(string File, IReadOnlyList<string> Columns, IReadOnlyList<CsvRow> Rows, char Delimiter)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="RnnException">It is not there, is empty, or has rows of different widths.</exception>
    public static CsvTable Read(string path)
    {
        string file = Path.GetFileName(path);
        try
        {
            return Parse(System.IO.File.ReadAllText(path, Encoding.UTF8), file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RnnException(FailureKind.Data, $"Cannot read '{path}' because there is no such file; check the path given with --data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RnnException(FailureKind.Data, $"Cannot read '{path}': {e.Message}", e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="RnnException">It is empty, or has rows of different widths.</exception>
    public static CsvTable Parse(string text, string file)
    {
        char delimiter = CsvDelimiter.Detect(text);
        List<CsvRow> rows = ReadRows(text, delimiter);
        if (rows.Count == 0)
        {
            throw new RnnException(FailureKind.Data, $"'{file}' is empty; a forecast needs a column of numbers, oldest first.");
        }

        string[] first = rows[0].Cells;
        bool hasHeader = first.Any(c => !NumberText.IsMissing(c) && !NumberText.TryParse(c, delimiter == ',', out _) && !DateText.IsDate(c));
        string[] columns = hasHeader ? first : [.. first.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"column{i + 1}"))];
        if (hasHeader)
        {
            rows.RemoveAt(0);
        }

        if (rows.Count == 0)
        {
            throw new RnnException(FailureKind.Data, $"'{file}' holds a header and nothing below it; a forecast needs a column of numbers, oldest first.");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            rows[i] = Fit(rows[i], columns.Length, file);
        }

        return new CsvTable(file, columns, rows, delimiter);
    }

    static List<CsvRow> ReadRows(string text, char delimiter)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            HasHeaderRecord = false,
            TrimOptions = TrimOptions.Trim | TrimOptions.InsideQuotes,
            // A stray quote inside a cell is text, not a fault of the file.
            BadDataFound = null,
            IgnoreBlankLines = true,
        };
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        using var parser = new CsvParser(reader, configuration);
        var rows = new List<CsvRow>();
        while (parser.Read())
        {
            string[] cells = parser.Record!;
            if (cells.Any(c => c.Length > 0))
            {
                // A record with line breaks in quotes ends on RawRow; one-line records, the usual kind, lie there.
                rows.Add(new CsvRow(parser.RawRow, cells));
            }
        }

        return rows;
    }

    static CsvRow Fit(CsvRow row, int columns, string file)
    {
        if (row.Cells.Length == columns)
        {
            return row;
        }

        if (row.Cells.Skip(columns).Any(c => c.Length > 0))
        {
            throw new RnnException(FailureKind.Data, $"'{file}' line {row.Line} has {row.Cells.Length} cells where the first line has {columns}; quote cells that hold the delimiter, or take the surplus out.");
        }

        var cells = new string[columns];
        for (int i = 0; i < columns; i++)
        {
            cells[i] = i < row.Cells.Length ? row.Cells[i] : "";
        }

        return row with { Cells = cells };
    }
}
