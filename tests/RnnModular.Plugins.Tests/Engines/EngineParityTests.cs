using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Ir;
using RnnModular.Cli.Cells;
using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.Engines;

/// <summary>Every engine of every shipped cell against the float64 interpreter; its gradient against central differences.</summary>
[Trait("Category", "Numeric")]
public sealed class EngineParityTests
{
    static readonly string[] OftenUsed = ["elman", "elman-relu", "gru", "lstm"];
    static readonly string[] OfFourBlocks = ["rg-lru-reset", "s-lstm-heads"];

    public static TheoryData<string, int, int> CellsAndSizes()
    {
        var data = new TheoryData<string, int, int>();
        foreach (string cell in TestCells.All.Keys)
        {
            (int Input, int Hidden)[] sizes = OftenUsed.Contains(cell)
                ? [(1, 1), (1, 7), (7, 8), (8, 9), (9, 31), (5, 33), (31, 16)]
                : OfFourBlocks.Contains(cell) ? [(1, 4), (5, 8), (3, 36)]
                : [(1, 1), (5, 8), (3, 33)];
            foreach ((int input, int hidden) in sizes)
            {
                data.Add(cell, input, hidden);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(CellsAndSizes))]
    public void Engines_on_a_ragged_batch_agree_with_the_interpreter(string id, int input, int hidden)
    {
        CellCheckResult result = Check(id, input, hidden, [5, 3, 3, 1]);
        Assert.True(result.Passed, result + " " + string.Join(", ", result.Engines));
    }

    [Theory]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void Engines_on_one_sequence_of_one_step_agree_with_the_interpreter(string id) =>
        Assert.True(Check(id, 3, 9, [1]).Passed);

    [Theory]
    [InlineData("elman")]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void Engines_on_many_rows_agree_with_the_interpreter(string id)
    {
        // 13 rows: every row tile, whole and left over.
        CellCheckResult result = Check(id, 3, 9, [4, 4, 4, 4, 3, 3, 3, 2, 2, 2, 1, 1, 1]);
        Assert.True(result.Passed, string.Join(", ", result.Engines));
    }

    [Fact]
    public void Engines_on_rows_kept_apart_in_several_blocks_agree_with_the_interpreter()
    {
        // Four gates of 64 lanes are a kilobyte, which rows must not be apart; 31 · 4 rows are more than one block.
        CellCheckResult result = Check("lstm", 7, 64, [.. Enumerable.Repeat(4, 31)]);
        Assert.True(result.Passed, string.Join(", ", result.Engines));
    }

    static CellCheckResult Check(string id, int input, int hidden, int[] lengths)
    {
        ICellFactory factory = TestCells.All[id];
        StepGraph graph = CellCompilation.Analyze(factory.Descriptor.Equations, out _)!;

        // Small sizes compare every value with central differences; where there are thousands, some of each tensor tell as much.
        return CellCheck.Run(graph, factory, new CellSizes(input, hidden), lengths, 1, WorkerTeam.Single, mostValues: hidden > 16 ? 24 : 512);
    }
}
