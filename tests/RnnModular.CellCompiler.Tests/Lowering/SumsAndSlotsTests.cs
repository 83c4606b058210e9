using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Lowering;

/// <summary>How often rows are walked for sums over their lanes, and that no value is lost to one that takes its slot over.</summary>
public sealed class SumsAndSlotsTests
{
    static readonly IReadOnlyDictionary<string, string> All = Specs.Printed.Concat(ExoticSpecs.All).Concat(NotationSpecs.All).DistinctBy(c => c.Key).ToDictionary();

    public static TheoryData<string> Cells => [.. All.Keys];

    [Theory]
    [InlineData("a = Wa x + Ua h\nb = Wb x + Ub h\nh' = tanh(a * b - (mean(a) + mean(b)) / 2)", 1)]
    [InlineData("a = Wa x + Ua h\nb = Wb x + Ub h\nh' = tanh(a * mean(a) - b * mean(b))", 2)]
    [InlineData("u = U h\nm = mean(u)\nh' = tanh(W x + u * sum(-m * u))", 1)]
    [InlineData("u = U h\nm = mean(u)\nh' = tanh(W x + u * sum(m * square(u) - u / m))", 2)]
    [InlineData("u = U h\nh' = tanh(W x + u * sum(square(u) - u))", 1)]
    public void Sums_with_one_factor_are_one_and_their_numbers_come_out(string equations, int sums)
    {
        StagePlan plan = Program(equations).Forward;
        Assert.Equal(sums, plan.Stages.SelectMany(s => s.Computes).Distinct().Count(c => plan.Nodes[c].Operation == Operations.Sum));
    }

    [Fact]
    public void The_gradient_of_a_layer_norm_walks_its_rows_once_before_its_numbers_and_once_after()
    {
        CellProgram program = Program("h' = tanh(W x + layer_norm(U h, gain))");
        Stage[] lanes = [.. program.Backward.In(Phase.Loop).Where(s => !s.Shape.IsScalar && s.Accumulators.Count == 0)];
        Assert.Equal(2, lanes.Length);
    }

    [Fact]
    public void Lanes_that_one_number_divides_are_multiplied_with_its_inverse() => Assert.DoesNotContain(
        Program("h' = tanh((W x + U h) / (1 + sum(square(x))))").Graph.Nodes,
        n => n.Operation == Operations.Divide && !n.Shape.IsScalar);

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_stage_finds_the_value_it_asks_for(string name)
    {
        CellProgram program = CellProgram.Create(CellCompilation.Analyze(All[name], out _)!);
        foreach (StagePlan plan in new[] { program.Forward, program.Backward })
        {
            var held = new Dictionary<Place, int>();
            foreach (Stage stage in plan.Stages)
            {
                foreach (Load load in stage.Loads.Where(l => held.ContainsKey(l.Place)))
                {
                    Node node = plan.Nodes[load.Node];
                    Assert.True(held[load.Place] == (node.Operation.Kind == OperationKind.Broadcast ? node.Operands[0] : node.Id), $"{name}: {stage.Name} finds another value at {load.Place}");
                }

                Assert.All(stage.Stores, s => Assert.False(ReadsWhole(stage, s.Place), $"{name}: {stage.Name} writes {s.Place} over what it reads"));
                foreach (Store store in stage.Stores.Where(s => s.Place.Kind is PlaceKind.Saved or PlaceKind.Scratch or PlaceKind.Gradient))
                {
                    held[store.Place] = store.Node;
                }
            }
        }
    }

    /// <summary>True for what a stage reads at other lanes than those it writes.</summary>
    static bool ReadsWhole(Stage stage, Place place) =>
        stage.Accumulators.Any(a => a.Terms.Any(t => t.Operand == place))
        || (stage.Loads.Any(l => l.Place == place) && (stage.IsOfRows || (stage.Shape.IsMatrix && place.Dim != Storage.Of(stage.Shape))));

    static CellProgram Program(string equations) => CellProgram.Create(CellCompilation.Analyze(equations, out _)!);
}
