using System.Globalization;

namespace RnnModular.Plugins.Forecasting.Data;

/// <summary>Reads numbers as spreadsheets write them.</summary>
public static class NumberText
{
    /// <summary>True for a cell that says "no value": empty, NA, N/A, NaN, null, ?, -.</summary>
    public static bool IsMissing(string text) => text is "" or "?" or "-"
        || text.Equals("na", StringComparison.OrdinalIgnoreCase) || text.Equals("n/a", StringComparison.OrdinalIgnoreCase)
        || text.Equals("nan", StringComparison.OrdinalIgnoreCase) || text.Equals("null", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a finite number.</summary>
    /// <param name="text">The cell, trimmed.</param>
    /// <param name="commaSeparatesCells">
    /// True when the file's delimiter is a comma: then a comma in a (quoted) cell groups thousands; otherwise a lone comma
    /// is the decimal sign, and of comma and point together the last one is.
    /// </param>
    /// <param name="value">The number.</param>
    public static bool TryParse(string text, bool commaSeparatesCells, out double value)
    {
        int comma = text.LastIndexOf(',');
        int point = text.LastIndexOf('.');
        if (comma >= 0)
        {
            bool commaIsDecimal = !commaSeparatesCells && comma > point && text.IndexOf(',') == comma;
            string groupSign = commaIsDecimal ? "." : ",";
            if (!GroupsOfThree(text, groupSign[0], commaIsDecimal ? comma : point))
            {
                value = 0;
                return false;
            }

            text = text.Replace(groupSign, "", StringComparison.Ordinal).Replace(',', '.');
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    static bool GroupsOfThree(string text, char groupSign, int decimalSign)
    {
        int end = decimalSign < 0 ? text.Length : decimalSign;
        for (int i = text.IndexOf(groupSign); i >= 0; i = text.IndexOf(groupSign, i + 1))
        {
            if (i == 0 || i >= end || (end - i) % 4 != 0)
            {
                return false;
            }
        }

        return true;
    }
}
