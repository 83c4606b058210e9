using System.Globalization;
using RnnModular.Plugins.Forecasting.Data;

namespace RnnModular.Plugins.Forecasting.Charts;

/// <summary>Labels of a time axis where years, months, days or hours begin.</summary>
public static class DateTicks
{
    const int Most = 8;

    static readonly (Func<DateTime, long> Unit, string Format)[] _units =
    [
        (d => d.Ticks / TimeSpan.TicksPerHour, "HH:mm"),
        (d => d.Ticks / TimeSpan.TicksPerDay, "MM-dd"),
        (d => d.Year * 12L + d.Month, "yyyy-MM"),
        (d => d.Year, "yyyy"),
    ];

    /// <summary>At most 8 ticks of positions [<paramref name="first"/>, <paramref name="end"/>); none without dates.</summary>
    public static IReadOnlyList<(double X, string Label)> Of(Series series, int first, int end)
    {
        if (series.Dates is null || series.Calendar is null)
        {
            return [];
        }

        DateTime[] dates = [.. Enumerable.Range(first, end - first).Select(i => i < series.Length
            ? series.Dates[i]
            : series.Calendar.After(series.Dates[^1], i - series.Length + 1))];
        List<int> starts = [];
        string format = "";
        foreach ((Func<DateTime, long> unit, string unitFormat) in _units)
        {
            starts = [.. Enumerable.Range(1, dates.Length - 1).Where(i => unit(dates[i]) != unit(dates[i - 1]))];
            format = unitFormat;
            if (starts.Count <= Most)
            {
                break;
            }
        }

        // Decades of years: every second, fifth, tenth … of them.
        int every = (starts.Count + Most - 1) / Most;
        return [.. starts.Where((_, i) => every == 0 || i % every == 0).Select(i => ((double)(first + i), dates[i].ToString(format, CultureInfo.InvariantCulture)))];
    }
}
