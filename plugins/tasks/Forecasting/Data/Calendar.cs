using System.Globalization;

namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>What separates one date from the next.</summary>
public enum CalendarKind
{
    /// <summary>A whole number of calendar months; dates on a month's end stay there.</summary>
    Months,

    /// <summary>Monday to Friday.</summary>
    BusinessDays,

    /// <summary>A fixed length of time.</summary>
    Fixed,
}

/// <summary>The rhythm of a series: how its dates go on.</summary>
/// <param name="Kind">What separates one date from the next.</param>
/// <param name="Months">Months from one date to the next, for <see cref="CalendarKind.Months"/>.</param>
/// <param name="Step">Time from one date to the next, for <see cref="CalendarKind.Fixed"/>.</param>
/// <param name="MonthEnds">True when every date is the last day of its month.</param>
public sealed record Calendar(CalendarKind Kind, int Months = 0, TimeSpan Step = default, bool MonthEnds = false)
{
    /// <summary>The date <paramref name="steps"/> steps after <paramref name="last"/>.</summary>
    public DateTime After(DateTime last, int steps) => Kind switch
    {
        CalendarKind.Months => AddMonths(last, checked(steps * Months)),
        CalendarKind.BusinessDays => AddBusinessDays(last, steps),
        _ => last + steps * Step,
    };

    /// <summary>The date as text, no finer than the calendar.</summary>
    public string Format(DateTime date)
    {
        string format = Kind switch
        {
            CalendarKind.Months => MonthEnds || date.Day != 1 ? "yyyy-MM-dd" : "yyyy-MM",
            CalendarKind.BusinessDays => "yyyy-MM-dd",
            _ => Step.Ticks % TimeSpan.TicksPerDay == 0 && date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
                : Step.Ticks % TimeSpan.TicksPerMinute == 0 && date.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss",
        };
        return date.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Season lengths that people with such data mean, the most usual first: 12 for months, 4 for quarters, 52 for weeks,
    /// 7 for days, 5 for business days, a day and then a week for anything finer.
    /// </summary>
    public IReadOnlyList<int> Seasons
    {
        get
        {
            if (Kind == CalendarKind.BusinessDays)
            {
                return [5];
            }

            if (Kind == CalendarKind.Months)
            {
                return 12 % Months == 0 && Months < 12 ? [12 / Months] : [1];
            }

            if (Step < TimeSpan.FromDays(1))
            {
                int day = (int)Math.Round(TimeSpan.FromDays(1) / Step);
                return [day, 7 * day];
            }

            return Step == TimeSpan.FromDays(1) ? [7] : Step == TimeSpan.FromDays(7) ? [52] : [1];
        }
    }

    DateTime AddMonths(DateTime last, int months)
    {
        DateTime next = last.AddMonths(months);
        return MonthEnds ? next.AddDays(DateTime.DaysInMonth(next.Year, next.Month) - next.Day) : next;
    }

    static DateTime AddBusinessDays(DateTime last, int days)
    {
        for (; days > 0; days--)
        {
            do
            {
                last = last.AddDays(1);
            }
            while (last.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        }

        return last;
    }
}
