namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>Values with dates and the lines they come from; a missing value is NaN.</summary>
/// <param name="Dates">Strictly rising.</param>
/// <param name="Values">As many.</param>
/// <param name="Lines">As many.</param>
public sealed record TimedValues(DateTime[] Dates, double[] Values, int[] Lines);

/// <summary>Finds missing dates and fills missing values, or says where they are.</summary>
public static class Gaps
{
    // Beyond this a file is not a series with gaps but something else, and filling it would be invention.
    const int LongestGap = 1000;

    /// <summary>Puts every value in its place of the calendar.</summary>
    /// <param name="timed">Values with dates; NaN for missing cells.</param>
    /// <param name="calendar">The rhythm.</param>
    /// <param name="fill">True fills gaps on a straight line; false reports the first missing date.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="RnnException">A date is missing and may not be filled, or dates follow no rhythm.</exception>
    public static Series Close(TimedValues timed, Calendar calendar, bool fill, string file)
    {
        var dates = new List<DateTime> { timed.Dates[0] };
        var values = new List<double> { timed.Values[0] };
        for (int i = 1; i < timed.Dates.Length; i++)
        {
            int steps = CalendarDetection.StepsBetween(calendar, timed.Dates[i - 1], timed.Dates[i]);
            string next = calendar.Format(calendar.After(timed.Dates[i - 1], 1));
            if (steps is < 1 or > LongestGap)
            {
                throw new RnnException(FailureKind.Data, $"'{file}' line {timed.Lines[i]}: the date {calendar.Format(timed.Dates[i])} does not follow the rhythm of the others (after line {timed.Lines[i - 1]} it should be {next}); the dates must be evenly spaced.");
            }

            if (steps > 1 && !fill)
            {
                throw new RnnException(FailureKind.Data, $"'{file}' line {timed.Lines[i]}: {(steps == 2 ? "one date is" : $"{steps - 1} dates are")} missing before {calendar.Format(timed.Dates[i])} (the next should be {next}); add the row{(steps == 2 ? "" : "s")}, or fill gaps on a straight line with --fill linear.");
            }

            for (int step = 1; step < steps; step++)
            {
                dates.Add(calendar.After(timed.Dates[i - 1], step));
                values.Add(double.NaN);
            }

            dates.Add(timed.Dates[i]);
            values.Add(timed.Values[i]);
        }

        double[] filled = Fill([.. values], file, out int first);
        return new Series(file, filled, [.. dates.Skip(first).Take(filled.Length)], calendar);
    }

    /// <summary>Fills missing values on straight lines; missing ones at either end are left out.</summary>
    /// <exception cref="RnnException">Nothing is there.</exception>
    public static double[] Fill(double[] values, string file) => Fill(values, file, out _);

    static double[] Fill(double[] values, string file, out int first)
    {
        first = Array.FindIndex(values, v => !double.IsNaN(v));
        int last = Array.FindLastIndex(values, v => !double.IsNaN(v));
        if (first < 0)
        {
            throw new RnnException(FailureKind.Data, $"'{file}' has no value at all in the chosen column; choose another with --column.");
        }

        double[] filled = values[first..(last + 1)];
        int known = 0;
        for (int i = 1; i < filled.Length; i++)
        {
            if (double.IsNaN(filled[i]))
            {
                continue;
            }

            for (int gap = known + 1; gap < i; gap++)
            {
                filled[gap] = filled[known] + (filled[i] - filled[known]) * (gap - known) / (i - known);
            }

            known = i;
        }

        return filled;
    }
}
