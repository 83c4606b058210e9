using System.Globalization;

namespace RnnModular.Cli.Charts;

/// <summary>Numbers as people write them, in the invariant culture.</summary>
static class NumberText
{
    /// <summary>A tick's number with just the decimals its step needs.</summary>
    public static string AtStep(double value, double step, double largest)
    {
        if (largest >= 1e6 || largest < 1e-4)
        {
            return value == 0 ? "0" : value.ToString("0.####e0", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step) + 1e-9), 0, 9);
        string text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.TrimStart('-').All(c => c is '0' or '.') ? text.TrimStart('-') : text;
    }

    /// <summary>A number with four significant digits.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        return size != 0 && (size >= 1e6 || size < 1e-3)
            ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : value.ToString(size >= 1000 ? "0.#" : size >= 100 ? "0.##" : size >= 1 ? "0.###" : "0.####", CultureInfo.InvariantCulture);
    }
}
