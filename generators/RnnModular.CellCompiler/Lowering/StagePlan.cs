using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>How many kept values there are of one width.</summary>
public sealed record SlotGroup(Dim Dim, int Count);

/// <summary>One direction of a cell, ready to be emitted.</summary>
/// <param name="Nodes">The graph the stages refer to.</param>
/// <param name="Stages">In order.</param>
/// <param name="Packed">Values kept for every packed row, by width.</param>
/// <param name="Scratch">Values kept for a step, by width.</param>
/// <param name="Totals">Values summed over the steps of each sequence or over blocks of packed rows, by width.</param>
public sealed record StagePlan(
    EquatableArray<Node> Nodes,
    EquatableArray<Stage> Stages,
    EquatableArray<SlotGroup> Packed,
    EquatableArray<SlotGroup> Scratch,
    EquatableArray<SlotGroup> Totals)
{
    /// <summary>The stages of one phase.</summary>
    public IEnumerable<Stage> In(Phase phase) => Stages.Where(s => s.Phase == phase);

    /// <summary>True when a stage leaves nothing but gradients for the step before: where that step is the start, nobody may want them.</summary>
    public bool OnlyCarries(Stage stage) => Stages.Contains(stage)
        && stage.Stores.All(s => s.Place.Kind == PlaceKind.CarriedOut)
        && !Stages.SelectMany(s => s.Loads.Select(l => l.Place).Concat(s.Accumulators.SelectMany(a => a.Terms).Select(t => t.Operand)))
            .Any(read => stage.Stores.Any(s => s.Place == read));
}

/// <summary>Hands out slots, numbered by width.</summary>
sealed class SlotCounter
{
    readonly List<SlotGroup> _groups = [];

    public EquatableArray<SlotGroup> Groups => _groups.ToEquatableArray();

    public int Take(Dim dim)
    {
        int index = _groups.FindIndex(g => g.Dim == dim);
        if (index < 0)
        {
            _groups.Add(new SlotGroup(dim, 1));
            return 0;
        }

        _groups[index] = _groups[index] with { Count = _groups[index].Count + 1 };
        return _groups[index].Count - 1;
    }
}
