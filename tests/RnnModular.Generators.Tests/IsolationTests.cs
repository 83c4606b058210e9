using Microsoft.CodeAnalysis;
using RnnModular.Generators.Tests.Driver;

namespace RnnModular.Generators.Tests;

public sealed class IsolationTests
{
    readonly TestProject _project = new(new FakeCompiler().Compile);

    [Fact]
    public void Fault_of_the_compiler_is_one_diagnostic_and_the_other_cells_go_on()
    {
        const string Text = "using RnnModular;\n[RecurrentCell(\"explode\")] sealed partial class ACell;\n[RecurrentCell(\"h' = x\")] sealed partial class BCell;";

        TestRun run = _project.Source("Cells.cs", Text).Run();

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("RNN0303", diagnostic.Id);
        Assert.Equal("ACell", TestRun.Marked(diagnostic, Text));
        Assert.Equal(
            "Cell 'ACell' could not be compiled because the cell compiler itself failed in FakeCompiler (InvalidOperationException: boom); please report it together with the equations.",
            diagnostic.GetMessage());
        Assert.Equal(["BCell.g.cs"], run.Files.Keys);
        Assert.Null(run.Result.Exception);
    }

    [Fact]
    public void Second_class_of_a_name_is_reported_and_left_out()
    {
        const string Text = "using RnnModular;\nnamespace A { [RecurrentCell(\"h' = x\")] sealed partial class GruCell; }\nnamespace B { [RecurrentCell(\"h' = x\")] sealed partial class GRUCell; }";

        TestRun run = _project.Source("Cells.cs", Text).Run();

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("RNN0304", diagnostic.Id);
        Assert.Equal("GRUCell", TestRun.Marked(diagnostic, Text));
        Assert.Equal("Cell 'B.GRUCell' is left out because the cell 'A.GruCell' already makes files of that name; rename one of the classes.", diagnostic.GetMessage());
        Assert.Equal(["GruCell.g.cs"], run.Files.Keys);
        Assert.Null(run.Result.Exception);
    }

    [Fact]
    public void Class_goes_before_a_file_of_its_name()
    {
        TestRun run = _project
            .Cell("/a/gru.cell", "h' = bad")
            .Source("Gru.cs", "namespace Tests; [RnnModular.RecurrentCell(\"h' = x\")] sealed partial class GruCell;")
            .Run();

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("RNN0304", "/a/gru.cell"), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path));
        Assert.Contains("rename 'gru.cell'", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(["GruCell.g.cs"], run.Files.Keys);
    }

    [Fact]
    public void Two_files_of_one_name_give_one_class()
    {
        TestRun run = _project.Cell("/b/gru.cell", "h' = x").Cell("/a/gru.cell", "h' = x").Run();

        Assert.Equal("/b/gru.cell", Assert.Single(run.Diagnostics).Location.GetLineSpan().Path);
        Assert.Contains("from 'gru.cell'", run.Diagnostics[0].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_is_free_again_when_the_first_class_is_renamed()
    {
        _project.Source("A.cs", "namespace A { [RnnModular.RecurrentCell(\"h' = x\")] sealed partial class GruCell; }")
            .Source("B.cs", "namespace B { [RnnModular.RecurrentCell(\"h' = x\")] sealed partial class GruCell; }");
        Assert.Single(_project.Run().Diagnostics);

        TestRun run = _project.Source("A.cs", "namespace A { [RnnModular.RecurrentCell(\"h' = x\")] sealed partial class OtherCell; }").Run();

        Assert.Empty(run.Diagnostics);
        Assert.Equal(2, run.Files.Count);
    }
}
