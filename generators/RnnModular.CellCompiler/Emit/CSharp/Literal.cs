using System.Globalization;

namespace RnnModular.CellCompiler.Emit.CSharp;

/// <summary>C# literals, the same under every culture.</summary>
static class Literal
{
    /// <summary>A float.</summary>
    public static string Float(double value)
    {
        float single = (float)value;
        return single switch
        {
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            float.NaN => "float.NaN",
            _ => single.ToString("R", CultureInfo.InvariantCulture) + "f",
        };
    }

    /// <summary>A number as a person writes it.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A double.</summary>
    public static string Double(double value) => Number(value) is var text && text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;

    /// <summary>A whole number.</summary>
    public static string Integer(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A string in quotes.</summary>
    public static string Text(string value) => "\"" + string.Concat(value.Select(Escape)) + "\"";

    /// <summary>Text for an XML comment.</summary>
    public static string Xml(string value) => value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
        _ => c.ToString(),
    };
}
