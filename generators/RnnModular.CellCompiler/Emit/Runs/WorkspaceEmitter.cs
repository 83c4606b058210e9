using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Emit.Runs;

/// <summary>Emits the run: where values lie, which stages a step calls, which sums end the backward run.</summary>
sealed class WorkspaceEmitter(CodeWriter code, CellSource source, FrameLayout frame, ParameterChain chain)
{
    readonly CellProgram _program = frame.Program;

    StepGraph Graph => _program.Graph;

    /// <summary>Writes the class.</summary>
    public void Emit()
    {
        code.Line("/// <inheritdoc/>");
        code.Line("public override CellWorkspace CreateWorkspace(WeightFormat weights) => new Workspace(this, weights);");
        code.Line();
        code.Line("/// <summary>One run of the cell.</summary>");
        using (code.Open($"sealed {(frame.HasFixedStep ? "partial " : "")}class Workspace : CompiledWorkspace"))
        {
            Fields();
            Constructor();
            new FrameFillEmitter(code, frame).Emit();
            Phase("ForwardBefore", "int row, int rows", _program.Forward, Lowering.Phase.Before);
            new StepsEmitter(code, frame).Emit(_program.Forward, "Forward");
            Phase("ForwardAfter", "int row, int rows", _program.Forward, Lowering.Phase.After);
            StreamStepEmitter.Emit(code, frame);
            Phase("BackwardBefore", "int row, int rows", _program.Backward, Lowering.Phase.Before);
            new StepsEmitter(code, frame).Emit(_program.Backward, "Backward");
            Phase("BackwardAfter", "int row, int rows", _program.Backward, Lowering.Phase.After);
            Sums();
            Output();
        }
    }

    void Fields()
    {
        code.Line($"readonly {source.ClassName} _cell;");
        code.Line("readonly Kernels _kernels;");
        code.Line("readonly Frame _frame;");
        foreach (StateInfo state in Graph.LoopStates)
        {
            code.Line($"readonly StateHistory {History(state.Name)};");
            code.Line($"readonly CarriedGradient {Carried(state.Name)};");
        }

        foreach (StateInfo past in Graph.PastInputs)
        {
            code.Line($"readonly PastInputRows {Past(past.Name)};");
        }

        foreach (InputInfo side in Graph.SideInputs)
        {
            code.Line($"readonly SideInputRows {Input(side.Name)};");
        }

        foreach (MaskInfo mask in Graph.Masks)
        {
            code.Line($"readonly MaskRows {Mask(mask.Name)};");
        }

        foreach ((string field, _, _, _) in Stores())
        {
            code.Line($"readonly RowStore {field};");
        }

        code.Line();
    }

    void Constructor()
    {
        using (code.Open($"public Workspace({source.ClassName} cell, WeightFormat weights) : base(cell, weights)"))
        {
            code.Line("_cell = cell;");
            code.Line("_kernels = cell._kernels;");
            SizeLocals.Write(code, Graph, "cell.InputSize", "cell.HiddenSize");
            string[] states = [.. Graph.States.Select(s => s.Name)];
            foreach (string name in Graph.LoopStates.Select(s => s.Name))
            {
                int index = Array.IndexOf(states, name);
                bool full = index == Graph.OutputState || _program.Forward.In(Lowering.Phase.After).Any(s => Reads(s, PlaceKind.Next, name));
                code.Line($"{History(name)} = History({Literal.Integer(index)}, alwaysFull: {(full ? "true" : "false")});");
                code.Line($"{Carried(name)} = Carried({Literal.Integer(index)});");
            }

            foreach ((StateInfo past, StateInfo? nearer) in FindPastInputs.InOrder(Graph))
            {
                code.Line($"{Past(past.Name)} = PastInput({Literal.Integer(Array.IndexOf(states, past.Name))}{(nearer is null ? "" : $", {Past(nearer.Name)}")});");
            }

            for (int index = 0; index < Graph.SideInputs.Count; index++)
            {
                code.Line($"{Input(Graph.SideInputs[index].Name)} = SideInput({Literal.Integer(index + 1)});");
            }

            for (int index = 0; index < Graph.Masks.Count; index++)
            {
                code.Line($"{Mask(Graph.Masks[index].Name)} = Mask({Literal.Integer(index)});");
            }

            foreach ((string field, string kind, Dim dim, int count) in Stores())
            {
                code.Line($"{field} = {kind}({dim}, {Literal.Integer(count)});");
            }

            code.Line();
            code.Line("// What no step changes.");
            using (code.Open("_frame = new Frame", "};"))
            {
                foreach (PanelField panel in frame.Panels)
                {
                    bool mayBeNarrow = !panel.Stage.IsWeighted && _program.Forward.Stages.Any(s => s.Name == panel.Stage.Name);
                    code.Line($"{panel.Field} = {(mayBeNarrow ? $"WeightsOf(cell._{panel.Field})" : $"cell._{panel.Field}.Weights")},");
                }

                foreach ((PlaceKind kind, string name, _, string field) in frame.Pointers.Where(p => p.Kind == PlaceKind.Parameter))
                {
                    code.Line($"{field} = cell.{FrameLayout.VectorField(name)},");
                }

                foreach ((_, string name, _, string field) in frame.Pointers.Where(p => p.Kind == PlaceKind.Matrix))
                {
                    code.Line($"{field} = cell.{FrameLayout.RowsField(name)},");
                }

                foreach ((string field, PlaceKind kind, string name, Dim dim) in frame.Strides.Where(s => StrideOf(s.Kind, s.Name, s.Dim) is not null))
                {
                    code.Line($"{field} = {StrideOf(kind, name, dim)},");
                }

                foreach (KeyValuePair<string, Dim> dim in frame.Dims)
                {
                    code.Line($"{dim.Key} = {dim.Value},");
                    code.Line($"wide{dim.Key} = Alignment.Stride({dim.Value}),");
                }
            }

        }

        code.Line();
        Stage[] loop = [.. _program.Forward.In(Lowering.Phase.Loop), .. _program.Backward.In(Lowering.Phase.Loop)];
        if (loop.Any(s => s.Shape.IsMatrix) && loop.All(s => s.Accumulators.Count == 0))
        {
            code.Line("/// <inheritdoc/>");
            code.Line("protected override bool TakesSequencesAlone => true;");
            code.Line();
        }

        if (frame.SumsInBlocks)
        {
            code.Line("/// <inheritdoc/>");
            code.Line("protected override bool SumsInBlocks => true;");
            code.Line();
        }

        code.Line("/// <inheritdoc/>");
        code.Line($"protected override long LoopWork => {Work(_program.Forward.In(Lowering.Phase.Loop))};");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"protected override long PackedWork => {Work(_program.Forward.Stages.Where(s => s.Phase != Lowering.Phase.Loop))};");
        code.Line();
    }

    string Work(IEnumerable<Stage> stages)
    {
        IEnumerable<string> panels = frame.Panels.Where(p => stages.Any(s => s.Name == p.Stage.Name)).Select(p => $"_cell._{p.Field}.Work{(p.Stage.IsWeighted ? $" * {Number(p.Stage.Extent)}" : "")}");
        string[] products = [.. panels, .. stages.Where(s => s.IsMatrixProduct && !s.IsWeighted).Select(ProductWork)];
        return products.Length == 0 ? "_cell.StateWidth" : string.Join(" + ", products);
    }

    /// <summary>Multiply-adds of a product of two matrices.</summary>
    string ProductWork(Stage stage)
    {
        Dim depth = stage.RowFunction == MatrixProducts.Product.Name ? stage.Sizes[1] : stage.Sizes[0];
        return "(long)" + string.Join(" * ", new[] { stage.Extent, depth, stage.Lanes }.Select(Number));
    }

    string Number(Dim dim) => frame.Fixed(dim) is null ? "_frame." + dim.Identifier : frame.Size(dim);

    void Phase(string name, string parameters, StagePlan plan, Phase phase)
    {
        Stage[] stages = [.. plan.In(phase)];
        if (stages.Length == 0)
        {
            return;
        }

        code.Line("/// <inheritdoc/>");
        using (code.Open($"protected override void {name}({parameters})"))
        {
            code.Line("Frame f = _frame;");
            code.Line("ToRows(ref f, row);");
            foreach (Stage stage in stages)
            {
                string call = $"_kernels.{stage.Name}(f, rows, 0, {frame.Size(stage.Extent)});";
                if (stage.OnlyInputGradient)
                {
                    using (code.Open("if (!Dx.IsNone)"))
                    {
                        code.Line(call);
                    }
                }
                else
                {
                    code.Line(call);
                }
            }
        }

        code.Line();
    }

    void Sums()
    {
        code.Line("/// <inheritdoc/>");
        using (code.Open("protected override void SumGradients(ParameterSums sums)"))
        {
            new SumsEmitter(code, frame, chain).Emit();
        }

        code.Line();
    }

    void Output()
    {
        code.Line("/// <inheritdoc/>");
        code.Line(Graph.OutputState >= 0
            ? $"protected override MatrixView Output() => {History(Graph.States[Graph.OutputState].Name)}.AllAfter();"
            : "protected override MatrixView Output() => _output.Value(0, 0, Layout.Rows);");
    }

    /// <summary>Row stores by field: kept values of one width lie in one.</summary>
    IEnumerable<(string Field, string Kind, Dim Dim, int Count)> Stores()
    {
        foreach (SlotGroup group in _program.Forward.Packed)
        {
            yield return (StoreField(PlaceKind.Saved, group.Dim), "Saved", group.Dim, group.Count);
        }

        foreach (SlotGroup group in _program.Backward.Packed)
        {
            yield return (StoreField(PlaceKind.Gradient, group.Dim), "Gradients", group.Dim, group.Count);
        }

        foreach (SlotGroup group in _program.Backward.Totals)
        {
            yield return (StoreField(PlaceKind.Total, group.Dim), "Totals", group.Dim, group.Count);
        }

        foreach (var group in _program.Forward.Scratch.Concat(_program.Backward.Scratch).GroupBy(g => g.Dim))
        {
            yield return (StoreField(PlaceKind.Scratch, group.Key), "Scratch", group.Key, group.Max(g => g.Count));
        }

        if (Graph.OutputState < 0)
        {
            yield return ("_output", "Saved", Graph.Nodes[Graph.Output].Shape.Rows, 1);
        }
    }

    string? StrideOf(PlaceKind kind, string name, Dim dim) => kind switch
    {
        PlaceKind.Saved or PlaceKind.Gradient or PlaceKind.Total or PlaceKind.Scratch => StoreField(kind, dim) + ".Stride",
        PlaceKind.Output => "_output.Stride",
        PlaceKind.SideInput or PlaceKind.SideInputGradient => Input(name) + ".Stride",
        PlaceKind.PastInput or PlaceKind.PastInputGradient => Past(name) + ".Stride",
        PlaceKind.Input or PlaceKind.Mask or PlaceKind.OutputGradient or PlaceKind.InputGradient => null,
        _ => History(name) + ".Stride",
    };

    static bool Reads(Stage stage, PlaceKind kind, string name) =>
        stage.Loads.Any(l => l.Place.Kind == kind && l.Place.Name == name)
        || stage.Accumulators.Any(a => a.Terms.Any(t => t.Operand.Kind == kind && t.Operand.Name == name));

    internal static string History(string state) => "_history_" + state;

    internal static string Input(string name) => "_input_" + name;

    internal static string Past(string state) => "_past_" + state;

    internal static string Mask(string name) => "_mask_" + name;

    internal static string StoreField(PlaceKind kind, Dim dim) => $"_{kind.ToString().ToLowerInvariant()}{dim.Identifier}";

    internal static string Carried(string state) => "_carried_" + state;
}
