using System.Globalization;

namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>Where in a CSV file the series is.</summary>
/// <param name="Path">The file.</param>
/// <param name="Column">The value column, or null for the only one.</param>
/// <param name="DateColumn">The date column, or null to look for it.</param>
/// <param name="FillGaps">True fills missing values on a straight line between their neighbours.</param>
public sealed record CsvSource(string Path, string? Column, string? DateColumn, bool FillGaps);

/// <summary>Reads a series from a CSV file. Whatever stands in the way is named with its line.</summary>
public static class CsvSeries
{
    /// <summary>Reads the series.</summary>
    /// <exception cref="RnnException">The file, a cell, a date or a gap stands in the way (<see cref="FailureKind.Data"/>).</exception>
    public static Series Read(CsvSource source) => From(CsvTable.Read(source.Path), source);

    /// <summary>Takes the series out of a table.</summary>
    /// <exception cref="RnnException">A column, a cell, a date or a gap stands in the way (<see cref="FailureKind.Data"/>).</exception>
    public static Series From(CsvTable table, CsvSource source)
    {
        var columns = new CsvColumns(table);
        int dateColumn = columns.Date(source.DateColumn);
        int valueColumn = columns.Value(source.Column, dateColumn);
        double[] values = [.. table.Rows.Select(row => Value(table, row, valueColumn, source.FillGaps))];
        int[] lines = [.. table.Rows.Select(row => row.Line)];
        if (values.Length < 2)
        {
            throw new RnnException(FailureKind.Data, $"'{table.File}' holds one row of data; a forecast needs a history to learn from.");
        }

        string name = table.Columns[valueColumn];
        if (dateColumn < 0)
        {
            return new Series(name, Gaps.Fill(values, table.File));
        }

        DateTime[] dates = Dates(table, dateColumn);
        CheckOrder(table.File, lines, dates);
        Calendar calendar = CalendarDetection.Detect(dates);
        var timed = new TimedValues(dates, values, lines);
        return Gaps.Close(timed, calendar, source.FillGaps, table.File) with { Name = name };
    }

    static double Value(CsvTable table, CsvRow row, int column, bool fillGaps)
    {
        string cell = row.Cells[column];
        if (NumberText.IsMissing(cell))
        {
            return fillGaps ? double.NaN : throw new RnnException(FailureKind.Data,
                $"'{table.File}' line {row.Line} has no value in column '{table.Columns[column]}' ({(cell.Length == 0 ? "an empty cell" : $"'{cell}'")}); put one in, or fill gaps on a straight line with --fill linear.");
        }

        return NumberText.TryParse(cell, table.Delimiter == ',', out double value) ? value : throw new RnnException(FailureKind.Data,
            $"'{table.File}' line {row.Line} has '{cell}' in column '{table.Columns[column]}' where a number is needed; correct the cell, or choose another column with --column.");
    }

    static DateTime[] Dates(CsvTable table, int column)
    {
        string[] cells = [.. table.Rows.Select(r => r.Cells[column])];
        int bad = DateText.Parse(cells, out DateTime[] dates);
        if (bad >= 0)
        {
            int badYear = DateText.ParseYears(cells, out dates);
            bad = badYear < 0 ? -1 : Math.Max(bad, badYear);
        }

        return bad < 0 ? dates : throw new RnnException(FailureKind.Data,
            $"'{table.File}' line {table.Rows[bad].Line} has '{cells[bad]}' in column '{table.Columns[column]}' where a date is needed, in the same form as the others; write dates like 2024-01-31, or choose another column with --date-column.");
    }

    static void CheckOrder(string file, int[] lines, DateTime[] dates)
    {
        for (int i = 1; i < dates.Length; i++)
        {
            string date = dates[i].ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture).Replace(" 00:00:00", "", StringComparison.Ordinal);
            if (dates[i] == dates[i - 1])
            {
                throw new RnnException(FailureKind.Data, $"'{file}' line {lines[i]} repeats the date {date} of the line before; leave one value a date, and one series a file.");
            }

            if (dates[i] < dates[i - 1])
            {
                throw new RnnException(FailureKind.Data, $"'{file}' line {lines[i]} goes back in time to {date}; sort the file by date, oldest first, and leave one series in it.");
            }
        }
    }
}
