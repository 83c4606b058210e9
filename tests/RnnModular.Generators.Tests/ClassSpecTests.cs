using Microsoft.CodeAnalysis;
using RnnModular.CellCompiler;
using RnnModular.Generators.Tests.Driver;

namespace RnnModular.Generators.Tests;

public sealed class ClassSpecTests
{
    readonly FakeCompiler _compiler = new();

    [Fact]
    public void Class_gives_its_whole_source()
    {
        Run("""
            using RnnModular;

            namespace Cells.@new;

            // Not this. <summary>no</summary>

            /// <summary>
            /// A <see cref="GruCell"/> of <c>its</c>
            /// paper &amp; more.
            /// </summary>
            /// <remarks>Long.</remarks>
            [RecurrentCell("h' = x", Id = "own", Input = 3, Hidden = 7)]
            public sealed partial class GruCell;
            """);

        CellSource expected = new("GruCell", "Cells.@new", "own", "A GruCell of its paper & more.", "h' = x", 3, 7);
        Assert.Equal(expected, Assert.Single(_compiler.Compiled));
    }

    [Fact]
    public void Class_without_extras_gets_its_id_from_its_name()
    {
        Run("[RnnModular.RecurrentCell(\"h' = x\")] sealed partial class MinGruCell;");

        Assert.Equal(new CellSource("MinGruCell", "", "min-gru", "", "h' = x"), Assert.Single(_compiler.Compiled));
    }

    [Fact]
    public void Line_ends_of_the_file_do_not_reach_the_equations()
    {
        Run("[RnnModular.RecurrentCell(@\"a = x\r\nh' = a\")] sealed partial class ACell;");

        Assert.Equal("a = x\nh' = a", Assert.Single(_compiler.Compiled).Equations);
    }

    [Theory]
    [InlineData("public partial class GruCell", "not sealed")]
    [InlineData("public sealed class GruCell", "not partial")]
    [InlineData("public class GruCell", "not sealed and not partial")]
    [InlineData("public static partial class GruCell", "static")]
    [InlineData("public sealed partial class GruCell<T>", "generic")]
    [InlineData("file sealed partial class GruCell", "local to its file")]
    [InlineData("public sealed partial record GruCell", "a record")]
    public void Class_that_cannot_be_completed_is_reported_at_its_name(string declaration, string fault)
    {
        string text = $"using RnnModular;\n[RecurrentCell(\"h' = x\")] {declaration} {{ }}";

        AssertReported(text, $"it is {fault};");
    }

    [Fact]
    public void Nested_class_is_reported_at_its_name() =>
        AssertReported("partial class Outer { [RnnModular.RecurrentCell(\"h' = x\")] sealed partial class GruCell; }", "it is nested in 'Outer';");

    [Fact]
    public void Attribute_without_equations_is_left_to_the_compiler_of_the_language()
    {
        TestRun run = Run("[RnnModular.RecurrentCell] sealed partial class GruCell;");

        Assert.Empty(run.Diagnostics);
        Assert.Contains(run.Compilation.GetDiagnostics(), diagnostic => diagnostic.Id == "CS7036");
    }

    [Fact]
    public void Class_in_two_parts_is_compiled_once()
    {
        TestRun run = Run("[RnnModular.RecurrentCell(\"h' = x\")] sealed partial class GruCell;\nsealed partial class GruCell { }");

        Assert.Single(_compiler.Compiled);
        Assert.Empty(run.Compilation.GetDiagnostics());
    }

    void AssertReported(string text, string fault)
    {
        TestRun run = Run(text);

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("RNN0001", diagnostic.Id);
        Assert.Equal("GruCell", TestRun.Marked(diagnostic, text));
        Assert.Contains(fault, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(_compiler.Compiled);
        Assert.Empty(run.Files);
    }

    TestRun Run(string text) => new TestProject(_compiler.Compile).Source("Cells.cs", text).Run();
}
