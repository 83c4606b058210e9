using System.Globalization;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Emission;

/// <summary>The same spec gives the same bytes wherever and however often it is compiled.</summary>
public sealed class CultureTests
{
    const string Numbers = "const eps = -1e-6\nparam a : 1 = -0.25\ninit b = 12345.678\nsize P = 1000 * 2\nparam V : P x H\nh' = tanh(W x - 0.5 * U h + b) * a + eps\ny = V h' * -1.5e-7";

    public static TheoryData<string> Specimens => ["numbers", .. Specs.Printed.Keys];

    // The test host knows only the invariant culture, so others are made by hand: minus sign, decimal mark, group mark.
    public static TheoryData<string, string, string, string> Cultures => new()
    {
        { "fi-FI", "\u2212", ",", "\u00a0" },
        { "de-DE", "-", ",", "." },
        { "tr-TR", "-", ",", "." },
        { "ar", "\u061c-", "٫", "٬" },
    };

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Text_is_the_same_under_every_culture(string name, string minus, string point, string group)
    {
        CultureInfo culture = Make(minus, point, group);
        Assert.True((-1.5).ToString(culture) != "-1.5", name);
        foreach (string equations in Specs.Printed.Values.Append(Numbers))
        {
            string expected = Everything(equations);
            Assert.Equal(expected, In(culture, () => Everything(equations)));
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Diagnostics_are_the_same_under_every_culture(string name, string minus, string point, string group)
    {
        const string wrong = "h' = tanh(W x, 1.5) + sigmod(W x) 2.5 h\nsize P = 1 - 20000";
        Assert.NotEmpty(name);
        Assert.Equal(Everything(wrong), In(Make(minus, point, group), () => Everything(wrong)));
    }

    [Theory]
    [MemberData(nameof(Specimens))]
    public void Compiling_twice_gives_identical_text(string name) => Assert.Equal(Everything(Text(name)), Everything(Text(name)));

    [Theory]
    [MemberData(nameof(Specimens))]
    public void Lines_end_in_a_line_feed_only(string name)
    {
        foreach (GeneratedFile file in CellCompilation.Compile(Specs.Source(Text(name).ReplaceLineEndings("\r\n")) with { Summary = "Two\r\nlines." }).Files)
        {
            Assert.DoesNotContain('\r', file.Text);
            Assert.EndsWith("}\n", file.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(file.Text.Split('\n'), line => line.EndsWith(' ') || line.Contains('\t', StringComparison.Ordinal));
        }
    }

    static string Text(string name) => name == "numbers" ? Numbers : Specs.Printed[name];

    static string Everything(string equations)
    {
        CellSource source = Specs.Source(equations);
        return string.Concat(Enum.GetValues<CellStage>().Select(s => CellCompilation.Print(source, s)))
            + string.Concat(CellCompilation.Compile(source).Files.Select(f => f.HintName + "\n" + f.Text));
    }

    static T In<T>(CultureInfo culture, Func<T> action)
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
