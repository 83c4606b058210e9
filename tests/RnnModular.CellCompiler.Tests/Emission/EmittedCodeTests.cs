using RnnModular.CellCompiler.Emit;
using RnnModular.CellCompiler.Emit.Kernels;
using RnnModular.CellCompiler.Tests.Steps;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Emission;

/// <summary>The emitted C#, committed so that a change of it is read.</summary>
public sealed class EmittedCodeTests
{
    [Theory]
    [InlineData("lstm", "LstmCell")]
    [InlineData("gru", "GruCell")]
    [InlineData("mingru", "MinGruCell")]
    [InlineData("s-lstm", "SLstmCell")]
    [InlineData("complete-feedback", "CompleteFeedbackCell")]
    public void Cell_on_every_width(string cell, string className)
    {
        IReadOnlyList<GeneratedFile> files = Compile(cell, className).Files;
        Assert.Equal(1 + InstructionSet.All.Count, files.Count);
        foreach (GeneratedFile file in files)
        {
            Match(file);
        }
    }

    [Fact]
    public void A_file_is_named_after_its_class_and_width() => Assert.Equal(
        ["GruCell.g.cs", "GruCell.Avx512.g.cs", "GruCell.Avx2.g.cs", "GruCell.Portable.g.cs"],
        Compile("gru", "GruCell").Files.Select(f => f.HintName));

    [Theory]
    [InlineData("h' = z * (W x + U h)", "// h' = z * (W x + U h)\n")]
    [InlineData("h' = tanh(W x # input\n    + U h)   # state", "// h' = tanh(W x + U h)\n")]
    public void A_statement_stands_under_its_whole_equation(string equation, string comment) =>
        Assert.Contains(comment, CellCompilation.Compile(Specs.Source(equation)).Files[1].Text, StringComparison.Ordinal);

    [Fact]
    public void A_spec_with_an_error_gives_no_files() => Assert.Empty(CellCompilation.Compile(Specs.Source("h' = sigmod(W x)")).Files);

    static CompilationResult Compile(string cell, string className) => CellCompilation.Compile(Specs.Source(StepSpecs.All[cell], className));

    static void Match(GeneratedFile file, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Snapshot.Match(file.Text, file.HintName[..^".cs".Length], "cs", test: test);
}
