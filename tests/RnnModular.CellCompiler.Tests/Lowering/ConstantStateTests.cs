using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Tests.Lowering;

/// <summary>States and gradients that are plain numbers.</summary>
public sealed class ConstantStateTests
{
    [Theory]
    [InlineData("state k : 1\nk' = 1\nh' = tanh(W x + U h + b * k)")]
    [InlineData("state k : 3\nstate m : 2\nk' = 0\nm' = 0\nh' = tanh(W x + V k + R m)")]
    [InlineData("size P = 2 * H\nstate k : P\nk' = 1\nh' = tanh(W x + 0 * h + V k)")]
    public void A_number_is_written_to_each_place_by_the_stage_of_its_width(string equations)
    {
        CellProgram program = CellProgram.Create(CellCompilation.Analyze(equations, out _)!);

        foreach (StagePlan plan in new[] { program.Forward, program.Backward })
        {
            Store[] stores = [.. plan.Stages.SelectMany(s => s.Stores)];
            Assert.Equal(stores.Length, stores.Select(s => s.Place).Distinct().Count());
            Assert.All(plan.Stages.Where(s => !s.Shape.IsMatrix), stage => Assert.All(
                stage.Stores.Where(s => plan.Nodes[s.Node].IsConstant), store => Assert.Equal(stage.Lanes, store.Place.Dim)));
        }
    }
}
