using System.Globalization;

namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>
/// Reads dates as people write them. A whole column is read in one format, so 03/04/2020 means the same everywhere; where
/// day and month could be either, the reading in which the dates rise wins, day first when both do.
/// </summary>
public static class DateText
{
    static readonly string[][] _formats =
    [
        ["yyyy-M-d", "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss", "yyyy-M-dTH:mm", "yyyy-M-dTH:mm:ss", "yyyy-M-dTH:mm:ssK", "yyyy-M-d H:mm:ss.FFFFFFF", "yyyy-M-dTH:mm:ss.FFFFFFFK"],
        ["yyyy-M"],
        ["yyyy/M/d", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy.M.d", "yyyy.M.d H:mm", "yyyy.M.d H:mm:ss"],
        ["yyyy/M", "yyyy'M'M"],
        ["d.M.yyyy", "d.M.yyyy H:mm", "d.M.yyyy H:mm:ss"],
        ["d/M/yyyy", "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss", "d-M-yyyy", "d-M-yyyy H:mm", "d-M-yyyy H:mm:ss"],
        ["M/d/yyyy", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "M/d/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt", "M-d-yyyy", "M-d-yyyy H:mm"],
        ["d MMM yyyy", "d-MMM-yyyy", "MMM d yyyy", "MMM d, yyyy", "d MMMM yyyy", "MMMM d, yyyy"],
        ["MMM yyyy", "MMM-yyyy", "MMMM yyyy", "yyyy MMM", "M/yyyy", "M.yyyy"],
    ];

    /// <summary>True when the text is a date in any known form; a plain number is none.</summary>
    public static bool IsDate(string text) => _formats.Any(f => TryParse(text, f, out _)) || TryQuarter(text, out _);

    /// <summary>Reads a column.</summary>
    /// <param name="cells">The cells, none empty.</param>
    /// <param name="dates">The dates when the result is −1.</param>
    /// <returns>−1, or the first cell that is not a date in the form of the others.</returns>
    public static int Parse(IReadOnlyList<string> cells, out DateTime[] dates)
    {
        dates = new DateTime[cells.Count];
        int furthest = -1;
        DateTime[]? fallback = null;
        foreach (string[]? formats in _formats.Append(null))
        {
            int bad = ParseAll(cells, formats, dates);
            if (bad < 0 && Rises(dates))
            {
                return -1;
            }

            if (bad < 0)
            {
                fallback ??= [.. dates];
            }

            furthest = Math.Max(furthest, bad);
        }

        dates = fallback ?? dates;
        return fallback is null ? furthest : -1;
    }

    /// <summary>Reads plain whole numbers as years; −1, or the first cell that is none.</summary>
    public static int ParseYears(IReadOnlyList<string> cells, out DateTime[] dates)
    {
        dates = new DateTime[cells.Count];
        for (int i = 0; i < cells.Count; i++)
        {
            if (!int.TryParse(cells[i], NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year is < 1 or > 9000)
            {
                return i;
            }

            dates[i] = new DateTime(year, 1, 1);
        }

        return -1;
    }

    static int ParseAll(IReadOnlyList<string> cells, string[]? formats, DateTime[] dates)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            bool fits = formats is null ? TryQuarter(cells[i], out dates[i]) : TryParse(cells[i], formats, out dates[i]);
            if (!fits)
            {
                return i;
            }
        }

        return -1;
    }

    static bool Rises(DateTime[] dates)
    {
        for (int i = 1; i < dates.Length; i++)
        {
            if (dates[i] <= dates[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    static bool TryParse(string text, string[] formats, out DateTime date) =>
        DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out date);

    // 1998Q3, 1998-Q3 and 1998 Q3: the first day of the quarter.
    static bool TryQuarter(string text, out DateTime date)
    {
        date = default;
        if (text.Length is < 6 or > 7 || text[^2] is not ('Q' or 'q') || text[^1] is < '1' or > '4'
            || (text.Length == 7 && text[4] is not ('-' or ' '))
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year < 1)
        {
            return false;
        }

        date = new DateTime(year, 3 * (text[^1] - '1') + 1, 1);
        return true;
    }
}
