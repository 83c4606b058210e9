using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>dW += Σ over packed rows of outer(<paramref name="Output"/>, <paramref name="Operand"/>).</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Output">The first factor.</param>
/// <param name="Operand">The second.</param>
/// <param name="Rows">Of matrices, how many rows each has: every one adds its outer product.</param>
public sealed record WeightSum(string Weight, Place Output, Place Operand, Dim? Rows);

/// <summary>db += Σ over packed rows of <paramref name="Value"/> (and over its lanes, for a scalar).</summary>
public sealed record VectorSum(string Parameter, Place Value, bool OverLanes);

/// <summary>A cell ready to be emitted: both directions as stages, and the sums over time that end the backward run.</summary>
/// <param name="Graph">One step of a run, which knows all inputs at its start.</param>
/// <param name="Adjoint">One step and its gradient.</param>
/// <param name="Forward">The forward run.</param>
/// <param name="Backward">The backward run.</param>
/// <param name="Weights">Gradients of matrices.</param>
/// <param name="Vectors">Gradients of vectors and of values made of parameters alone.</param>
public sealed record CellProgram(
    StepGraph Graph,
    AdjointGraph Adjoint,
    StagePlan Forward,
    StagePlan Backward,
    EquatableArray<WeightSum> Weights,
    EquatableArray<VectorSum> Vectors)
{
    /// <summary>The step by itself, where every state comes from the step before.</summary>
    public StepGraph Step { get; init; } = Graph;

    /// <summary>Nodes of <see cref="Forward"/> that are kept for the backward run.</summary>
    public EquatableArray<int> Saved { get; init; }

    /// <summary>Nodes of <see cref="Graph"/> that the backward run makes again.</summary>
    public EquatableArray<int> Remade { get; init; }

    /// <summary>Differentiates and lowers a step.</summary>
    public static CellProgram Create(StepGraph graph)
    {
        StepGraph step = Storage.WithRowSizes(graph);
        graph = FindPastInputs.Run(step);
        AdjointGraph adjoint = Differentiate.Run(graph);
        Dependence[] dependence = Dependences.Of(graph.Nodes, static n => n.Operation == Operations.State);

        int[] carried = [.. graph.LoopStates.Select(s => s.Next)];
        int[] wanted = [.. carried, graph.Output];
        Rewritten gathered = GatherSums.Run(graph.Nodes, [.. wanted, graph.Input]);
        Rewritten merged = MergeProducts.Run(gathered.Nodes, [.. wanted.Append(graph.Input).Select(w => gathered.Map[w])], Schedule.CarriedBy(gathered.Nodes, forward: true));
        Rewritten forward = merged with { Map = [.. gathered.Map.Select(g => merged.Map[g])] };
        var first = new Schedule(forward.Nodes, ForwardPlace, [.. wanted.Select(Forward)], [.. carried.Select(Forward)], forward: true);
        IReadOnlyList<int> saved = SavePlan.Run(adjoint, id => LeavesLoop(first, Forward(id)));

        var roots = graph.LoopStates.Select(s => new Root(Forward(s.Next), new Place(PlaceKind.Next, s.Name, Storage.Of(s.Shape), 0))).ToList();
        if (graph.OutputState < 0)
        {
            roots.Add(new Root(Forward(graph.Output), new Place(PlaceKind.Output, "", graph.Nodes[graph.Output].Shape.Rows, 0)));
        }

        roots.AddRange(saved.Select(id => new Root(Forward(id), null, TrainingOnly: true)));
        var schedule = new Schedule(forward.Nodes, ForwardPlace, [.. roots.Select(r => r.Node)], [.. carried.Select(Forward)], forward: true);
        (StagePlan plan, IReadOnlyDictionary<int, Place> kept, _) = Lower.Run(forward.Nodes, schedule, ForwardPlace, PlaceKind.Saved, roots, "Forward");

        BackwardGraph backward = BackwardGraph.Build(adjoint, saved);
        Place? BackwardPlace(Node leaf) => leaf.Operation == Operations.Saved
            ? kept[Forward(backward.SavedNames[leaf.Name!])]
            : LeafPlace(leaf, graph);
        var gradientRoots = BackwardRoots(adjoint, backward, BackwardPlace);
        var backwardSchedule = new Schedule(
            backward.Nodes,
            BackwardPlace,
            [.. gradientRoots.Select(r => r.Node)],
            [.. adjoint.CarriedOut.Select(c => backward.Map[c])],
            forward: false);
        (StagePlan backwardPlan, IReadOnlyDictionary<int, Place> gradients, IReadOnlyDictionary<(int Node, int Sum), Place> parts) = Lower.Run(backward.Nodes, backwardSchedule, BackwardPlace, PlaceKind.Gradient, gradientRoots, "Backward");

        Place GradientPlace(int id) => id < graph.Nodes.Count ? OperandPlace(id)
            : gradients.TryGetValue(backward.Map[id], out Place place) ? place
            : BackwardPlace(backward.Nodes[backward.Map[id]])!.Value;
        Place PartPlace(VectorGradient gradient) => gradient.Node >= graph.Nodes.Count && parts.TryGetValue((backward.Map[gradient.Node], gradient.Parameter), out Place place) ? place : GradientPlace(gradient.Node);
        Place OperandPlace(int id) => ForwardPlace(graph.Nodes[id]) is { } place ? place
            : dependence[id] == Dependence.Parameters ? new Place(PlaceKind.Parameter, graph.Nodes[id].Name!, graph.Nodes[id].Shape.Rows, 0)
            : graph.LoopStates.FirstOrDefault(s => s.Next == id) is { } state ? new Place(PlaceKind.Next, state.Name, Storage.Of(state.Shape), 0)
            : kept[Forward(id)];
        return new CellProgram(
            graph,
            adjoint,
            plan,
            backwardPlan,
            adjoint.Weights.Select(w => new WeightSum(graph.Nodes[w.Weight].Name!, GradientPlace(w.Output), GradientPlace(w.Operand), adjoint.Nodes[w.Output].Shape is { IsMatrix: true } matrix ? matrix.Rows : null)).ToEquatableArray(),
            adjoint.Vectors.Select(v => new VectorSum(graph.Nodes[v.Parameter].Name!, PartPlace(v), graph.Nodes[v.Parameter].Shape.IsScalar && !adjoint.Nodes[v.Node].Shape.IsScalar)).Distinct().ToEquatableArray())
        {
            Step = step,
            Saved = saved.Select(Forward).ToEquatableArray(),
            Remade = graph.Nodes.Where(n => !n.IsLeaf && !n.IsProduct && dependence[n.Id] != Dependence.Parameters && backward.Map[n.Id] is >= 0 and int made && !backward.Nodes[made].IsLeaf).Select(n => n.Id).ToEquatableArray(),
        };

        int Forward(int id) => forward.Map[id];

        Place? ForwardPlace(Node leaf) => LeafPlace(leaf, graph);
    }

    /// <summary>Kept slots are numbered so that gates of one operand lie side by side, in the order of their parameters.</summary>
    static List<Root> BackwardRoots(AdjointGraph adjoint, BackwardGraph backward, Func<Node, Place?> placeOf)
    {
        StepGraph forward = adjoint.Forward;
        var order = forward.Parameters.Select((p, index) => (p.Leaf, index)).ToDictionary(p => p.Leaf, p => p.index);
        var roots = new List<Root>();
        StateInfo[] states = [.. forward.LoopStates];
        for (int index = 0; index < states.Length; index++)
        {
            roots.Add(new Root(backward.Map[adjoint.CarriedOut[index]], new Place(PlaceKind.CarriedOut, states[index].Name, Storage.Of(states[index].Shape), 0)));
        }

        roots.Add(new Root(backward.Map[adjoint.InputGradient], new Place(PlaceKind.InputGradient, "", Dim.Input, 0)));
        for (int index = 0; index < forward.SideInputs.Count; index++)
        {
            InputInfo side = forward.SideInputs[index];
            roots.Add(new Root(backward.Map[adjoint.SideInputGradients[index]], new Place(PlaceKind.SideInputGradient, side.Name, forward.Nodes[side.Leaf].Shape.Rows, 0)));
        }

        roots.AddRange(forward.PastInputs.Select((past, index) => new Root(backward.Map[adjoint.PastInputGradients[index]], new Place(PlaceKind.PastInputGradient, past.Name, Storage.Of(past.Shape), 0))));

        int[] factors = [.. adjoint.Weights.OrderBy(w => order.TryGetValue(w.Weight, out int index) ? index : int.MaxValue).SelectMany(w => new[] { w.Output, w.Operand })];
        Keep(factors, onlySummed: false);
        ILookup<int, VectorGradient> byParameter = adjoint.Vectors.ToLookup(v => v.Parameter);
        bool IsPart(VectorGradient v) => byParameter[v.Parameter].Count() > 1 && v.Node >= forward.Nodes.Count && !backward.Nodes[backward.Map[v.Node]].IsLeaf && !factors.Contains(v.Node);
        Keep(adjoint.Vectors.Where(v => !IsPart(v)).Select(v => v.Node).Except(factors), onlySummed: true);
        roots.AddRange(adjoint.Vectors.Where(IsPart).Select(v => new Root(backward.Map[v.Node], null, OnlySummed: true, Sum: v.Parameter)));
        return roots;

        void Keep(IEnumerable<int> ids, bool onlySummed) => roots.AddRange(ids.Where(id => id >= forward.Nodes.Count)
            .Select(id => backward.Map[id])
            .Distinct()
            .Where(id => placeOf(backward.Nodes[id]) is not { IsPacked: true } && !roots.Exists(r => r.Node == id && r.Place is null))
            .Select(id => new Root(id, null, OnlySummed: onlySummed))
            .ToArray());
    }

    static bool LeavesLoop(Schedule schedule, int id) =>
        schedule.IsLive(id) && !schedule.IsFree(id) && schedule.Users(id).Any(u => !schedule.IsFree(u) && schedule[u].Phase != schedule[id].Phase);

    static Place? LeafPlace(Node leaf, StepGraph graph)
    {
        Dim width = Storage.Of(leaf.Shape);
        return leaf.Operation == Operations.Input ? new Place(PlaceKind.Input, "", width, 0)
            : leaf.Operation == Operations.SideInput ? new Place(PlaceKind.SideInput, leaf.Name!, width, 0)
            : leaf.Operation == Operations.PastInput ? new Place(PlaceKind.PastInput, leaf.Name!, width, 0)
            : leaf.Operation == Operations.Mask ? new Place(PlaceKind.Mask, leaf.Name!, width, 0)
            : leaf.Operation == Operations.State ? new Place(PlaceKind.Previous, leaf.Name!, width, 0)
            : leaf.Operation == Operations.NextState ? new Place(PlaceKind.Next, leaf.Name!, width, 0)
            : leaf.Shape.IsMatrix && (leaf.IsParameter || leaf.Operation == Operations.Table) ? new Place(PlaceKind.Matrix, leaf.Name!, width, 0)
            : leaf.Operation == Operations.Parameter ? new Place(PlaceKind.Parameter, leaf.Name!, width, 0)
            : leaf.Operation == Operations.Table ? new Place(PlaceKind.Parameter, leaf.Name!, width, 0)
            : leaf.Operation == Operations.Size ? new Place(PlaceKind.Parameter, leaf.ValueName, width, 0)
            : leaf.Operation == Operations.OutputGradient ? new Place(PlaceKind.OutputGradient, "", width, 0)
            : leaf.Operation == Operations.CarriedGradient ? new Place(PlaceKind.CarriedIn, graph.States.First(s => Differentiate.CarriedName(s.Name) == leaf.Name).Name, width, 0)
            : null;
    }
}
