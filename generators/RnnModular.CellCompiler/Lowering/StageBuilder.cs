using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>Gathers what one stage loads, accumulates, computes and stores.</summary>
sealed class StageBuilder(IReadOnlyList<Node> nodes, Schedule schedule, Func<Node, Place?> placeOf, IReadOnlyDictionary<int, Place> places)
{
    readonly List<Load> _loads = [];
    readonly List<Accumulator> _accumulators = [];
    readonly List<int> _computes = [];
    readonly HashSet<int> _known = [];
    Phase _phase;

    /// <summary>Builds the stage of these nodes.</summary>
    public Stage Build(string name, Phase phase, Shape shape, int[] ids, IReadOnlyList<(int Node, Store Store)> stores)
    {
        _phase = phase;
        var own = new HashSet<int>(ids);
        foreach (int id in ids)
        {
            OperandsFirst.Walk(nodes, id, node => !node.IsConstant && _known.Add(node.Id) && !IsAtHand(node, own), _computes.Add);
        }

        return new Stage(
            name,
            phase,
            shape,
            _accumulators.ToEquatableArray(),
            _loads.ToEquatableArray(),
            _computes.ToEquatableArray(),
            stores.Where(s => own.Contains(s.Node) && IsStoredHere(s.Node, s.Store.Place) && Fits(s.Node, s.Store.Place, shape)).Select(s => s.Store).ToEquatableArray());
    }

    /// <summary>Builds the stage of a node that a function of whole rows computes.</summary>
    public Stage BuildOfRows(string name, Phase phase, int id, IReadOnlyList<(int Node, Store Store)> stores)
    {
        _phase = phase;
        return Stage.OfRows(name, phase, nodes, nodes[id], OperandPlace, stores.Where(s => s.Node == id && IsStoredHere(id, s.Store.Place)).Select(s => s.Store));
    }

    /// <summary>A value from before the loop is stored there, and once more in the loop where only the loop writes.</summary>
    bool IsStoredHere(int id, Place place) => schedule.IsFree(id) || schedule[id].Phase != Phase.Before || place.IsWrittenInLoop == (_phase == Phase.Loop);

    /// <summary>A value of no stage of its own may belong in places of several widths, as a number does: each stage writes those of its own.</summary>
    bool Fits(int id, Place place, Shape shape) => !schedule.IsFree(id) || Storage.StoredShape(nodes[id], place) == shape;

    /// <summary>True for what is loaded or summed, not computed; notes how.</summary>
    bool IsAtHand(Node node, HashSet<int> own)
    {
        Place? place = node.IsLeaf ? LeafPlace(node)!.Value
            : schedule.IsParameterOnly(node.Id) ? ParameterPlace(node)
            : !schedule.IsFree(node.Id) && (!own.Contains(node.Id) || schedule[node.Id].Phase != _phase) ? places[node.Id]
            : node.Operation.Kind == OperationKind.Broadcast ? OperandPlace(nodes[node.Operands[0]])
            : null;
        if (place is { } load)
        {
            _loads.Add(new Load(node.Id, load));
        }
        else if (node.IsProduct)
        {
            _accumulators.Add(new Accumulator(node.Id, ProductTerm.Of(nodes, node, OperandPlace).ToEquatableArray()));
        }
        else
        {
            return false;
        }

        return true;
    }

    Place OperandPlace(Node operand) => schedule.IsParameterOnly(operand.Id) ? ParameterPlace(operand) : LeafPlace(operand) ?? places[operand.Id];

    // After the loop, what only the loop can reach is read where the loop has kept it.
    Place? LeafPlace(Node leaf) => placeOf(leaf) is { } place && !(place.IsLoopOnly && _phase == Phase.After) ? place
        : places.TryGetValue(leaf.Id, out Place kept) ? kept
        : null;

    static Place ParameterPlace(Node node) => new(node.Shape.IsMatrix ? PlaceKind.Matrix : PlaceKind.Parameter, node.Name!, Storage.Of(node.Shape), 0);
}
