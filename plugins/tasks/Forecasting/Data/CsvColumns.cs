using System.Globalization;

namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>Decides which column holds the dates and which the values.</summary>
/// <param name="table">The file.</param>
public sealed class CsvColumns(CsvTable table)
{
    static readonly string[] _dateNames = ["date", "time", "timestamp", "datetime", "month", "year", "week", "day", "ds", "period"];

    /// <summary>The date column: the named one, else the first whose first cell is a date, else one of whole years; −1 when there is none.</summary>
    /// <exception cref="RnnException">The named column is not there.</exception>
    public int Date(string? name)
    {
        if (name is not null)
        {
            return Named(name, "--date-column");
        }

        string[] first = table.Rows[0].Cells;
        int date = Array.FindIndex(first, DateText.IsDate);
        return date >= 0 ? date : Array.FindIndex([.. table.Columns], c => c.Equals("year", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The value column: the named one, else the only column of numbers.</summary>
    /// <param name="name">The name asked for, or null.</param>
    /// <param name="date">The date column, or −1.</param>
    /// <exception cref="RnnException">The named column is not there, or there is none or more than one to choose from.</exception>
    public int Value(string? name, int date)
    {
        if (name is not null)
        {
            return Named(name, "--column");
        }

        var numeric = Enumerable.Range(0, table.Columns.Count).Where(c => c != date && IsNumeric(c)).ToList();
        if (numeric.Count > 1)
        {
            numeric.RemoveAll(CountsRows);
        }

        return numeric switch
        {
            [int only] => only,
            [] when table.Columns.Count == (date < 0 ? 1 : 2) => date == 0 && table.Columns.Count > 1 ? 1 : 0,
            [] => throw new RnnException(FailureKind.Data, $"'{table.File}' has no column of numbers; its columns are: {string.Join(", ", table.Columns)}."),
            _ => throw new RnnException(FailureKind.Data, $"'{table.File}' has several columns of numbers; choose one with --column: {string.Join(", ", numeric.Select(c => table.Columns[c]))}."),
        };
    }

    int Named(string name, string option)
    {
        int exact = Array.IndexOf([.. table.Columns], name);
        int column = exact >= 0 ? exact : Array.FindIndex([.. table.Columns], c => c.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (column >= 0)
        {
            return column;
        }

        string? near = table.Columns.Where(c => Distance(c, name) <= 1 + name.Length / 3).MinBy(c => Distance(c, name));
        string hint = near is null ? "" : $" did you mean '{near}'?";
        throw new RnnException(FailureKind.Data, $"'{table.File}' has no column '{name}' for {option};{hint} Its columns are: {string.Join(", ", table.Columns)}.");
    }

    // More than half of the cells decide, so that one stray text is reported by its line and not hidden here.
    bool IsNumeric(int column)
    {
        int numbers = table.Rows.Count(r => NumberText.TryParse(r.Cells[column], table.Delimiter == ',', out _));
        int cells = table.Rows.Count(r => !NumberText.IsMissing(r.Cells[column]));
        return numbers > 0 && 2 * numbers >= cells && !_dateNames.Contains(table.Columns[column].ToLowerInvariant());
    }

    // Row numbers 1, 2, 3 … or 0, 1, 2 … are no series.
    bool CountsRows(int column)
    {
        long previous = 0;
        for (int row = 0; row < table.Rows.Count; row++)
        {
            if (!long.TryParse(table.Rows[row].Cells[column], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                || (row == 0 ? number > 1 : number != previous + 1))
            {
                return false;
            }

            previous = number;
        }

        return true;
    }

    /// <summary>Edits (insert, delete, replace) between two names, case aside (Levenshtein 1966).</summary>
    static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
