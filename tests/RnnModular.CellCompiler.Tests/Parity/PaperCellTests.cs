using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Tests.Support;
using RnnModular.Cli.Cells;
using RnnModular.Numerics;

namespace RnnModular.CellCompiler.Tests.Parity;

/// <summary>Cells typed from papers: nothing to remark, engines against the interpreter, gradients against differences.</summary>
[Trait("Category", "Numeric")]
public sealed class PaperCellTests
{
    const double Most = 1e-4;

    public static TheoryData<string> Cells => PaperSpecs.Names;

    public static TheoryData<string> Differentiable => PaperSpecs.Differentiable;

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_typed_from_its_paper_compiles_without_a_word(string name) => Assert.Empty(MarkedSpec.Diagnose(PaperSpecs.All[name]));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Engines_of_a_cell_typed_from_its_paper_agree_with_the_interpreter(string name)
    {
        string equations = PaperSpecs.All[name];
        StepGraph graph = CellCompilation.Analyze(equations, out _)!;
        CellCheckResult result = CellCheck.Run(graph, EmittedCell.Factory(equations), new CellSizes(3, 7), [3, 1], 11, WorkerTeam.Single);
        Assert.All(result.Engines, engine => Assert.True(engine is { ForwardError: < Most, GradientError: < Most }, engine.ToString()));
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Gradient_of_a_cell_typed_from_its_paper_agrees_with_central_differences(string name)
    {
        (double error, string where) = GradientCheck.Largest(PaperSpecs.All[name], input: 2, hidden: 5);
        Assert.True(error <= 1e-6, $"{where} is {error} off");
    }
}
