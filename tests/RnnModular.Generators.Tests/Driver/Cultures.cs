using System.Globalization;

namespace RnnModular.Generators.Tests.Driver;

/// <summary>Cultures made by hand, since the test host knows none but the invariant one.</summary>
static class Cultures
{
    /// <summary>A true minus sign, a comma and a no-break space, as fi-FI has them.</summary>
    public static CultureInfo Finnish { get; } = Make("\u2212", ",", "\u00a0");

    /// <summary>A comma and a full stop, as de-DE has them.</summary>
    public static CultureInfo German { get; } = Make("-", ",", ".");

    /// <summary>Runs <paramref name="action"/> as a process of that culture would.</summary>
    public static T In<T>(CultureInfo culture, Func<T> action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    static CultureInfo Make(string minus, string point, string group)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = minus;
        culture.NumberFormat.NumberDecimalSeparator = point;
        culture.NumberFormat.NumberGroupSeparator = group;
        return culture;
    }
}
