namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>Finds the rhythm of dates: months, business days or a fixed step.</summary>
public static class CalendarDetection
{
    /// <summary>The calendar of rising dates; gaps are allowed here and found by <see cref="StepsBetween"/>.</summary>
    /// <param name="dates">At least two dates, strictly rising.</param>
    public static Calendar Detect(ReadOnlySpan<DateTime> dates)
    {
        var gaps = new TimeSpan[dates.Length - 1];
        for (int i = 0; i < gaps.Length; i++)
        {
            gaps[i] = dates[i + 1] - dates[i];
        }

        if (gaps.Min() >= TimeSpan.FromDays(28) && SameDayOfMonth(dates, out bool monthEnds))
        {
            return new Calendar(CalendarKind.Months, MostFrequentMonths(dates), default, monthEnds);
        }

        TimeSpan step = gaps.Order().ElementAt(gaps.Length / 2);
        return step == TimeSpan.FromDays(1) && dates.Length > 7 && NoWeekends(dates)
            ? new Calendar(CalendarKind.BusinessDays)
            : new Calendar(CalendarKind.Fixed, Step: step);
    }

    /// <summary>
    /// How many steps lie between two dates: 1 when nothing is missing, 0 when they are too close to be two steps.
    /// Business days always count 1, since holidays are no gaps.
    /// </summary>
    public static int StepsBetween(Calendar calendar, DateTime earlier, DateTime later) => calendar.Kind switch
    {
        CalendarKind.Months => (MonthNumber(later) - MonthNumber(earlier)) / calendar.Months
            * ((MonthNumber(later) - MonthNumber(earlier)) % calendar.Months == 0 ? 1 : 0),
        CalendarKind.BusinessDays => later - earlier <= TimeSpan.FromDays(7) ? 1 : (int)((later - earlier).TotalDays * 5 / 7),
        _ => (int)Math.Round((later - earlier) / calendar.Step),
    };

    static int MonthNumber(DateTime date) => date.Year * 12 + date.Month;

    static bool SameDayOfMonth(ReadOnlySpan<DateTime> dates, out bool monthEnds)
    {
        bool sameDay = true;
        monthEnds = true;
        foreach (DateTime date in dates)
        {
            sameDay &= date.Day == dates[0].Day;
            monthEnds &= date.Day == DateTime.DaysInMonth(date.Year, date.Month);
        }

        return sameDay || monthEnds;
    }

    static int MostFrequentMonths(ReadOnlySpan<DateTime> dates)
    {
        var counts = new SortedDictionary<int, int>();
        for (int i = 1; i < dates.Length; i++)
        {
            int months = MonthNumber(dates[i]) - MonthNumber(dates[i - 1]);
            counts[months] = counts.GetValueOrDefault(months) + 1;
        }

        return counts.MaxBy(p => p.Value).Key;
    }

    static bool NoWeekends(ReadOnlySpan<DateTime> dates)
    {
        foreach (DateTime date in dates)
        {
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                return false;
            }
        }

        return true;
    }
}
