using Microsoft.CodeAnalysis;
using RnnModular.Generators.Tests.Driver;

namespace RnnModular.Generators.Tests;

public sealed class IncrementalityTests
{
    const string Gru = "using RnnModular; [RecurrentCell(\"h' = gru\")] public sealed partial class GruCell;";
    const string Lstm = "using RnnModular; [RecurrentCell(\"h' = warn\")] public sealed partial class LstmCell;";

    readonly FakeCompiler _compiler = new();
    readonly TestProject _project;

    public IncrementalityTests()
    {
        _project = new TestProject(_compiler.Compile)
            .Source("Gru.cs", Gru)
            .Source("Lstm.cs", Lstm)
            .Cell("/cells/elman.cell", "# Elman\nh' = elman note");
        _project.Run();
        _compiler.Compiled.Clear();
    }

    [Fact]
    public void Unrelated_edit_leaves_every_step_cached()
    {
        TestRun run = _project.Source("Other.cs", "class Other;").Run();

        Assert.Empty(_compiler.Compiled);
        Assert.Equal(14, run.Reasons.Count);
        Assert.All(run.Reasons, outcome => Assert.True(IsReused(outcome.Reason), outcome.ToString()));
        Assert.Equal(["ElmanCell.Class.g.cs", "ElmanCell.g.cs", "GruCell.g.cs", "LstmCell.g.cs"], run.Files.Keys.Order());
    }

    [Fact]
    public void Unrelated_edit_adds_no_source_anew()
    {
        TestRun run = _project.Source("Other.cs", "class Other;").Run();

        // The diagnostics' output looks at each new compilation, and only it.
        IncrementalStepRunReason[] outputs = [.. run.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason)];
        Assert.Equal(3, outputs.Count(IsReused));
    }

    [Fact]
    public void Edit_above_a_cell_in_its_file_does_not_compile_it_again()
    {
        TestRun run = _project.Source("Lstm.cs", "// Licence.\n" + Lstm).Run();

        Assert.Empty(_compiler.Compiled);
        Assert.All(run.Reasons.Where(outcome => outcome.Step.Contains("Compiled", StringComparison.Ordinal)), outcome => Assert.True(IsReused(outcome.Reason)));
        Diagnostic moved = Assert.Single(run.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning);
        Assert.Equal(1, moved.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Edit_of_one_spec_compiles_that_cell_alone()
    {
        TestRun run = _project.Source("Gru.cs", Gru.Replace("gru\"", "2 * gru\"", StringComparison.Ordinal)).Run();

        Assert.Equal(["GruCell"], _compiler.Compiled.Select(source => source.ClassName));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            run.Reasons.Where(outcome => outcome.Step == "RnnModular.Classes.3_Compiled").Select(outcome => outcome.Reason));
    }

    [Fact]
    public void Edit_of_one_cell_file_compiles_that_cell_alone()
    {
        _project.Cell("/cells/elman.cell", "# Elman\nh' = 2 * elman").Run();

        Assert.Equal(["ElmanCell"], _compiler.Compiled.Select(source => source.ClassName));
    }

    [Fact]
    public void New_cell_compiles_alone()
    {
        _project.Source("A.cs", Gru.Replace("GruCell", "ACell", StringComparison.Ordinal)).Run();

        Assert.Equal(["ACell"], _compiler.Compiled.Select(source => source.ClassName));
    }

    [Fact]
    public void Steps_keep_nothing_of_a_compilation()
    {
        TestRun run = _project.Run();

        var outputs = run.Result.TrackedSteps
            .Where(step => step.Key.StartsWith("RnnModular.", StringComparison.Ordinal))
            .SelectMany(step => step.Value.SelectMany(one => one.Outputs.Select(output => (step.Key, output.Value))))
            .ToArray();
        Assert.Equal(11, outputs.Select(output => output.Key).Distinct().Count());
        Assert.All(outputs, output => Assert.Null(Reachability.FindRoslyn(output.Value, output.Key)));
    }

    static bool IsReused(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}
