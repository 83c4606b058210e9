using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Lowering;

/// <summary>What holds of the stages of every cell, and what the graph proves about some.</summary>
public sealed class StagePlanTests
{
    static readonly IReadOnlyDictionary<string, string> All = Specs.Printed.Concat(ExoticSpecs.All).DistinctBy(c => c.Key).ToDictionary();

    public static TheoryData<string> Cells => [.. All.Keys];

    [Theory]
    [InlineData("mingru")]
    [InlineData("minlstm")]
    [InlineData("indrnn")]
    [InlineData("sru")]
    [InlineData("window-of-inputs")]
    public void A_loop_over_an_elementwise_recurrence_has_no_product(string name)
    {
        CellProgram program = Program(name);
        Assert.All(program.Forward.In(Phase.Loop).Concat(program.Backward.In(Phase.Loop)), stage => Assert.Empty(stage.Accumulators));
    }

    [Theory]
    [InlineData("mingru", true)]
    [InlineData("indrnn", true)]
    [InlineData("sru", true)]
    [InlineData("lanes-and-sums-of-them", true)]
    [InlineData("window-of-inputs", true)]
    [InlineData("lstm", false)]
    [InlineData("mlstm", false)]
    [InlineData("states-of-several-sizes", false)]
    public void A_loop_that_keeps_to_its_lanes_is_one_stage_that_walks_the_steps(string name, bool walks)
    {
        CellProgram program = Program(name);
        Assert.All(new[] { program.Forward, program.Backward }, plan => Assert.Equal(walks, plan.In(Phase.Loop).ToArray() is [{ WalksSteps: true }]));
    }

    [Fact]
    public void A_product_read_only_after_the_loop_waits_for_it_unless_others_read_its_operand_before()
    {
        CellProgram program = CellProgram.Create(CellCompilation.Analyze("f = sigmoid(Wf x)\nr = sigmoid(Wr x)\nc' = f * c + (1 - f) * (Wc x)\ny = r * c' + (1 - r) * (Wy x)", out _)!);
        Assert.All(program.Backward.In(Phase.Before), stage => Assert.Empty(stage.Accumulators));
        Assert.Equal(["Wc", "Wf", "Wr", "Wy"], program.Backward.In(Phase.After).SelectMany(s => s.Accumulators).SelectMany(a => a.Terms).Select(t => t.Weight).Order(StringComparer.Ordinal));
        Assert.All(program.Forward.In(Phase.After), stage => Assert.Empty(stage.Accumulators));
    }

    [Theory]
    [InlineData("elman", 1)]
    [InlineData("lstm", 1)]
    [InlineData("gru", 1)]
    [InlineData("gru-reset-before", 2)]
    [InlineData("mgu", 2)]
    [InlineData("projected-lstm", 2)]
    [InlineData("complete-feedback", 2)]
    public void The_loop_has_a_stage_for_each_product_that_waits_for_another(string name, int stages) =>
        Assert.Equal(stages, Program(name).Forward.In(Phase.Loop).Count());

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_product_of_the_input_runs_before_the_loop(string name) => Assert.All(
        Program(name).Forward.In(Phase.Loop).SelectMany(s => s.Accumulators).SelectMany(a => a.Terms),
        term => Assert.NotEqual(PlaceKind.Input, term.Operand.Kind));

    [Theory]
    [InlineData("delay-line", "p,q")]
    [InlineData("branching-delays", "p,q,r")]
    [InlineData("output-read-state", "p")]
    [InlineData("started-delay", "")]
    [InlineData("shifted-side-input", "")]
    [InlineData("output-is-the-last-input", "")]
    [InlineData("gru", "")]
    public void An_input_of_an_earlier_step_is_known_before_the_loop(string name, string states) =>
        Assert.Equal(states, string.Join(",", Program(name).Graph.PastInputs.Select(s => s.Name).Order()));

    [Theory]
    [MemberData(nameof(Cells))]
    public void The_loop_waits_for_no_product_of_a_past_input(string name) => Assert.All(
        new[] { Program(name).Forward, Program(name).Backward }.SelectMany(p => p.In(Phase.Loop)).SelectMany(s => s.Accumulators).SelectMany(a => a.Terms),
        term => Assert.NotEqual(PlaceKind.PastInput, term.Operand.Kind));

    [Fact]
    public void An_output_no_state_waits_for_runs_after_the_loop()
    {
        Stage stage = Assert.Single(Program("own-output").Forward.In(Phase.After));
        Assert.Equal("V", Assert.Single(Assert.Single(stage.Accumulators).Terms).Weight);
        Assert.Equal(PlaceKind.Next, stage.Accumulators[0].Terms[0].Operand.Kind);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_load_and_store_refers_to_a_declared_place(string name)
    {
        CellProgram program = Program(name);
        StepGraph graph = program.Graph;
        foreach (Place place in Plans(program).SelectMany(p => p.Plan.Stages).SelectMany(s => s.Loads.Select(l => l.Place).Concat(s.Stores.Select(s => s.Place)).Concat(Operands(s))))
        {
            bool declared = place.Kind switch
            {
                PlaceKind.Saved => InGroup(program.Forward.Packed, place),
                PlaceKind.Gradient => InGroup(program.Backward.Packed, place),
                PlaceKind.Total => InGroup(program.Backward.Totals, place),
                PlaceKind.Scratch => InGroup(program.Forward.Scratch, place) || InGroup(program.Backward.Scratch, place),
                PlaceKind.Parameter => graph.Nodes.Any(n => (n.Operation == Operations.Size ? n.ValueName : n.Name) == place.Name && n.Shape.Rows == place.Dim && !n.Shape.IsMatrix),
                PlaceKind.Matrix => graph.Nodes.Any(n => n.Name == place.Name && n.Shape.IsMatrix && Storage.Of(n.Shape) == place.Dim),
                PlaceKind.Previous or PlaceKind.Next or PlaceKind.CarriedIn or PlaceKind.CarriedOut => graph.LoopStates.Any(s => s.Name == place.Name && Storage.Of(s.Shape) == place.Dim),
                PlaceKind.PastInput or PlaceKind.PastInputGradient => graph.PastInputs.Any(s => s.Name == place.Name && s.Shape.Rows == place.Dim),
                PlaceKind.SideInput or PlaceKind.SideInputGradient => graph.SideInputs.Any(i => i.Name == place.Name && graph.Nodes[i.Leaf].Shape.Rows == place.Dim),
                PlaceKind.Mask => graph.Masks.Any(m => m.Name == place.Name && graph.Nodes[m.Leaf].Shape.Rows == place.Dim),
                _ => place.Name.Length == 0,
            };
            Assert.True(declared, $"{name}: {place}");
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void What_a_stage_reads_an_earlier_stage_has_written(string name)
    {
        foreach ((StagePlan plan, bool forward) in Plans(Program(name)))
        {
            var written = new HashSet<Place>();
            foreach (Stage stage in plan.Stages)
            {
                foreach (Place place in stage.Loads.Select(l => l.Place).Concat(Operands(stage)).Where(p => IsWrittenBy(p, forward)))
                {
                    Assert.True(written.Contains(place), $"{name}: {stage.Name} reads {place}, which no earlier stage writes");
                }

                written.UnionWith(stage.Stores.Select(s => s.Place));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_stage_outside_the_loop_touches_nothing_only_the_loop_can_reach(string name) => Assert.All(
        Plans(Program(name)).SelectMany(p => p.Plan.Stages).Where(s => s.Phase != Phase.Loop),
        stage => Assert.DoesNotContain(stage.Loads.Select(l => l.Place).Concat(stage.Stores.Select(s => s.Place)).Concat(Operands(stage)), p => p.IsLoopOnly));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_state_and_its_gradient_are_written_once(string name)
    {
        CellProgram program = Program(name);
        foreach (StateInfo state in program.Graph.LoopStates)
        {
            Assert.Single(program.Forward.Stages.SelectMany(s => s.Stores), s => s.Place.Kind == PlaceKind.Next && s.Place.Name == state.Name);
            Assert.Single(program.Backward.Stages.SelectMany(s => s.Stores), s => s.Place.Kind == PlaceKind.CarriedOut && s.Place.Name == state.Name);
        }

        Assert.Single(program.Backward.Stages.SelectMany(s => s.Stores), s => s.Place.Kind == PlaceKind.InputGradient);
        Assert.All(program.Graph.PastInputs, past => Assert.Single(
            program.Backward.Stages.SelectMany(s => s.Stores), s => s.Place.Kind == PlaceKind.PastInputGradient && s.Place.Name == past.Name));
        Assert.All(program.Graph.SideInputs, side => Assert.Single(
            program.Backward.Stages.SelectMany(s => s.Stores), s => s.Place.Kind == PlaceKind.SideInputGradient && s.Place.Name == side.Name));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_gradient_nobody_may_want_is_read_by_no_stage(string name) => Assert.All(
        Program(name).Backward.Stages,
        stage => Assert.DoesNotContain(stage.Loads.Select(l => l.Place).Concat(Operands(stage)), p => p.IsOptional));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_parameter_gets_its_gradient(string name)
    {
        CellProgram program = Program(name);
        var chain = Passes.ParameterChain.Of(program.Graph, [.. program.Vectors.Select(v => v.Parameter), .. program.Weights.Select(w => w.Weight)]);
        Assert.Equal(
            program.Graph.Parameters.Select(p => p.Name).Except(program.Graph.Starts.Select(s => s.Parameter ?? "")).Order(StringComparer.Ordinal),
            program.Weights.Select(w => w.Weight)
                .Concat(program.Vectors.Select(v => v.Parameter))
                .Where(v => program.Graph.Parameters.Any(p => p.Name == v))
                .Concat(chain.Terms.Select(t => t.Parameter))
                .Distinct()
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("elman", "b_c")]
    [InlineData("gru", "br_cr")]
    [InlineData("lstm", "bo_co")]
    public void Sums_of_biases_are_computed_once_per_weight_update(string name, string sum)
    {
        CellProgram program = Program(name);
        Node value = Assert.Single(program.Graph.Nodes, n => n.Name == sum);
        Assert.DoesNotContain(program.Forward.Stages, s => s.Computes.Any(c => program.Forward.Nodes[c].Name == sum));
        Assert.Contains(program.Forward.Stages, s => s.Loads.Any(l => l.Place == new Place(PlaceKind.Parameter, sum, value.Shape.Rows, 0)));
    }

    [Theory]
    [InlineData("""
        param w : H x H
        param m : H x H
        h' = tanh(Wx x + sum(w * sigmoid(outer(1, h) - m), 1))
        """)]
    [InlineData("""
        state M : 4 x H
        param v : 4
        M' = 0.5 * M + outer(v, tanh(Wx x + sum(normalize(M, 1), 0)))
        y  = sum(M', 0)
        """)]
    public void A_matrix_of_synapses_or_quotients_is_made_again_rather_than_kept_for_every_step(string equations)
    {
        StagePlan forward = CellProgram.Create(CellCompilation.Analyze(equations, out _)!).Forward;
        IEnumerable<Store> kept = forward.Stages.SelectMany(s => s.Stores).Where(s => s.Place.Kind == PlaceKind.Saved);
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(kept, s => forward.Nodes[s.Node].Shape.IsMatrix);
    }

    static CellProgram Program(string name) => CellProgram.Create(CellCompilation.Analyze(All[name], out _)!);

    static (StagePlan Plan, bool Forward)[] Plans(CellProgram program) => [(program.Forward, true), (program.Backward, false)];

    static IEnumerable<Place> Operands(Stage stage) => stage.Accumulators.SelectMany(a => a.Terms).Select(t => t.Operand);

    static bool IsWrittenBy(Place place, bool forward) => place.Kind switch
    {
        PlaceKind.Scratch => true,
        PlaceKind.Saved or PlaceKind.Next or PlaceKind.Output => forward,
        PlaceKind.Gradient or PlaceKind.CarriedOut or PlaceKind.InputGradient => !forward,
        _ => false,
    };

    static bool InGroup(EquatableArray<SlotGroup> groups, Place place) => groups.Any(g => g.Dim == place.Dim && place.Slot < g.Count);
}
