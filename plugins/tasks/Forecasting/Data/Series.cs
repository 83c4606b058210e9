namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>Values at regular points in time, oldest first.</summary>
/// <param name="Name">For charts and messages.</param>
/// <param name="Values">The values; all finite.</param>
/// <param name="Dates">One date a value, rising; null when the file had none.</param>
/// <param name="Calendar">How the dates go on; null without dates.</param>
public sealed record Series(string Name, double[] Values, DateTime[]? Dates = null, Calendar? Calendar = null)
{
    /// <summary>Number of values.</summary>
    public int Length => Values.Length;

    /// <summary>The first <paramref name="count"/> values.</summary>
    public Series Head(int count) => this with { Values = Values[..count], Dates = Dates?[..count] };

    /// <summary>
    /// The label of the value <paramref name="position"/>, which may lie beyond the last one: its date, or its number
    /// counted from 1 when there are no dates.
    /// </summary>
    public string Label(int position)
    {
        if (Dates is null || Calendar is null)
        {
            return (position + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        DateTime date = position < Length ? Dates[position] : Calendar.After(Dates[^1], position - Length + 1);
        return Calendar.Format(date);
    }
}
