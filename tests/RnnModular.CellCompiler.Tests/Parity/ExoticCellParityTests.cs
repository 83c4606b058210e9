using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Tests.Support;
using RnnModular.Cli.Cells;
using RnnModular.Numerics;

namespace RnnModular.CellCompiler.Tests.Parity;

/// <summary>Specs no plugin ships, from text to numbers: emitted, compiled in memory, run on every engine against the interpreter.</summary>
[Trait("Category", "Numeric")]
public sealed class ExoticCellParityTests
{
    public static TheoryData<string> Cells => [.. ExoticSpecs.All.Keys, .. MatrixSpecs.All.Keys];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Engines_of_an_exotic_cell_agree_with_the_interpreter(string name)
    {
        string equations = ExoticSpecs.All.TryGetValue(name, out string? exotic) ? exotic : MatrixSpecs.All[name];
        StepGraph graph = CellCompilation.Analyze(equations, out _)!;
        ICellFactory factory = EmittedCell.Factory(equations);
        foreach ((int input, int hidden, int[] lengths) in new[] { (1, 2, new[] { 3, 1 }), (3, 9, [4, 3, 3, 1]), (2, 17, [2, 1]) })
        {
            CellCheckResult result = CellCheck.Run(graph, factory, new CellSizes(input, hidden), lengths, 7, WorkerTeam.Single);
            Assert.True(result.Passed, $"I = {input}, H = {hidden}: {result}\n{string.Join("\n", result.Engines)}");
        }
    }

    [Fact]
    public void Engines_of_every_function_agree_with_the_interpreter()
    {
        // One cell with a gate for each function: all kernels in one compilation.
        string equations = FunctionSpecs.Together;
        StepGraph graph = CellCompilation.Analyze(equations, out _)!;
        CellCheckResult result = CellCheck.Run(graph, EmittedCell.Factory(equations), new CellSizes(2, 5), [3, 1], 3, WorkerTeam.Single);
        Assert.True(result.Passed, $"{result}\n{string.Join("\n", result.Engines)}");
    }
}
