using Microsoft.CodeAnalysis;
using RnnModular.Generators.Tests.Driver;

namespace RnnModular.Generators.Tests;

/// <summary>The generator with the real compiler behind it.</summary>
public sealed class EmittedCodeTests
{
    public static TheoryData<string> Cells => [.. SampleCells.Equations.Keys];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Emitted_code_compiles_without_warnings(string cell)
    {
        TestRun run = Run(cell);

        Assert.Empty(run.Diagnostics);
        Assert.NotEmpty(run.Files);
        Assert.Empty(run.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Emitted_code_is_the_same_in_every_culture_and_run(string cell)
    {
        var expected = Run(cell).Files;

        Assert.Equal(expected, Run(cell).Files);
        Assert.Equal(expected, Cultures.In(Cultures.Finnish, () => Run(cell)).Files);
        Assert.Equal(expected, Cultures.In(Cultures.German, () => Run(cell)).Files);
        Assert.All(expected.Values, text => Assert.DoesNotContain('\r', text));
    }

    [Fact]
    public void Cell_file_becomes_a_public_class()
    {
        TestRun run = new TestProject(new CellGenerator()).Cell("/cells/elman.cell", "# Elman network.\n" + SampleCells.Equations["Elman"]).Run();

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
        INamedTypeSymbol type = run.Compilation.GetTypeByMetadataName("Tests.ElmanCell")!;
        Assert.Equal((Accessibility.Public, true), (type.DeclaredAccessibility, type.IsSealed));
        Assert.Contains("RecurrentCell", Bases(type));
    }

    [Theory]
    [InlineData("internal sealed partial class")]
    [InlineData("sealed partial class")]
    [InlineData("public sealed unsafe partial class")]
    public void Class_keeps_its_own_modifiers(string declaration)
    {
        string text = $"[RnnModular.RecurrentCell(\"{SampleCells.Equations["Elman"].Replace("\n", "\\n", StringComparison.Ordinal)}\")] {declaration} ElmanCell;";

        TestRun run = new TestProject(new CellGenerator()).Source("Elman.cs", text).Run();

        Assert.Empty(run.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Unknown_name_is_reported_at_its_characters()
    {
        const string Text = "[RnnModular.RecurrentCell(@\"h' = tanh(W x + U h + b)\ny = sigmod(h')\")]\nsealed partial class ACell;";

        TestRun run = new TestProject(new CellGenerator()).Source("A.cs", Text).Run();

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("sigmod", TestRun.Marked(diagnostic, Text));
        Assert.Empty(run.Files);
    }

    static IEnumerable<string> Bases(INamedTypeSymbol type) => type.BaseType is { } @base ? [@base.Name, .. Bases(@base)] : [];

    static TestRun Run(string cell) => new TestProject(new CellGenerator()).Source("Cell.cs", SampleCells.Class(cell)).Run();
}
