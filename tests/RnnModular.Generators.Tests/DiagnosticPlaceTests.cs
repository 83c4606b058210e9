using Microsoft.CodeAnalysis;
using RnnModular.Generators.Tests.Driver;

namespace RnnModular.Generators.Tests;

public sealed class DiagnosticPlaceTests
{
    const string Quotes = "\"\"\"";

    public static TheoryData<string, string, string> Literals => new()
    {
        { "regular", "\"h' = x\\n  y = bad\"", "bad" },
        { "regular_with_long_escapes", "\"\\x41\\u00e9\\U0001F600\\t\\\"\\\\ h = bad1 + bad2\"", "bad1 bad2" },
        { "regular_with_an_escape_inside", "\"h' = ba\\u0064\"", "ba\\u0064" },
        { "verbatim", "@\"h' = \"\"x\"\"\n  y = bad\"", "bad" },
        { "verbatim_with_crlf", "@\"h' = x\r\n\r\n  y = bad + h\"", "bad" },
        { "raw_in_one_line", Quotes + "h' = bad" + Quotes, "bad" },
        { "raw", Quotes + "\n    h' = x\n\n      y = bad + x\n      z = bad2\n    " + Quotes, "bad bad2" },
        { "raw_with_crlf", Quotes + "\r\n    h' = x\r\n\r\n      y = bad + x\r\n    " + Quotes, "bad" },
        { "raw_with_tabs", Quotes + "\n\t\th' = x\n\t\ty = bad\n\t\t" + Quotes, "bad" },
        { "raw_with_more_quotes", "\"" + Quotes + "\n  h' = " + Quotes + "\n  bad\n  " + Quotes + "\"", "bad" },
        { "sum_of_literals", "\"h' = x\\n\" + (@\"y = bad\" + \"\\tz = bad2\")", "bad bad2" },
        { "word_over_two_literals", "\"h' = b\" + \"ad\"", "b\" + \"ad" },
        { "constant", "Equations.Text", "Equations.Text" },
        { "interpolated", "$\"h' = {Equations.Text}\"", "$\"h' = {Equations.Text}\"" },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Diagnostic_points_at_its_characters(string kind, string literal, string expected)
    {
        string text = $"using RnnModular;\nnamespace Tests;\n\n[RecurrentCell({literal}, Input = 3)]\npublic sealed partial class GruCell;\nstatic class Equations {{ public const string Text = \"h' = bad\"; }}\n";

        TestRun run = new TestProject(new FakeCompiler().Compile).Source("Gru.cs", text).Run();

        Assert.Equal(expected, string.Join(" ", run.Diagnostics.Select(diagnostic => TestRun.Marked(diagnostic, text))));
        Assert.All(run.Diagnostics, diagnostic => Assert.True(diagnostic is { Id: "RNN0101", Severity: DiagnosticSeverity.Error, Location.IsInSource: true }, kind));
    }

    [Fact]
    public void Diagnostic_points_at_its_characters_in_a_cell_file()
    {
        const string Text = "# A cell\r\nh' = x\r\n  y = bad + note\r\n";

        TestRun run = new TestProject(new FakeCompiler().Compile).Cell("/cells/min-gru.cell", Text).Run();

        Assert.Equal(["bad", "note"], run.Diagnostics.Select(diagnostic => TestRun.Marked(diagnostic, Text)));
        FileLinePositionSpan place = run.Diagnostics[0].Location.GetLineSpan();
        Assert.Equal(("/cells/min-gru.cell", 2, 6), (place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character));
    }

    [Fact]
    public void Warning_obeys_pragma()
    {
        const string Text = "using RnnModular;\n#pragma warning disable RNN0005\n[RecurrentCell(\"h' = warn\")] public sealed partial class ACell;\n"
            + "#pragma warning restore RNN0005\n[RecurrentCell(\"h' = warn\")] public sealed partial class BCell;\n";

        TestRun run = new TestProject(new FakeCompiler().Compile).Source("Cells.cs", Text).Run();

        Diagnostic reported = Assert.Single(run.Diagnostics, diagnostic => !diagnostic.IsSuppressed);
        Assert.Equal(4, reported.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Warning_does_not_keep_the_code_back()
    {
        const string Text = "[RnnModular.RecurrentCell(\"h' = warn\")] public sealed partial class GruCell;";

        TestRun run = new TestProject(new FakeCompiler().Compile).Source("Gru.cs", Text).Run();

        Assert.Equal(["GruCell.g.cs"], run.Files.Keys);
        Assert.Equal("At warn.", Assert.Single(run.Diagnostics).GetMessage());
    }
}
