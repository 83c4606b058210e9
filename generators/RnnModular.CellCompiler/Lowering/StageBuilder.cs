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
            Need(id, own);
        }

        return new Stage(
            name,
            phase,
            shape,
            _accumulators.ToEquatableArray(),
            _loads.ToEquatableArray(),
            _computes.ToEquatableArray(),
            stores.Where(s => own.Contains(s.Node)).Select(s => s.Store).ToEquatableArray(),
            false);
    }

    void Need(int id, HashSet<int> own)
    {
        if (nodes[id].IsConstant || !_known.Add(id))
        {
            return;
        }

        Node node = nodes[id];
        if (node.IsLeaf)
        {
            _loads.Add(new Load(id, LeafPlace(node)!.Value));
        }
        else if (schedule.IsParameterOnly(id))
        {
            _loads.Add(new Load(id, ParameterPlace(node)));
        }
        else if (!own.Contains(id) && !schedule.IsFree(id))
        {
            _loads.Add(new Load(id, places[id]));
        }
        else if (node.Operation.Kind == OperationKind.Broadcast)
        {
            _loads.Add(new Load(id, OperandPlace(nodes[node.Operands[0]])));
        }
        else if (node.IsProduct)
        {
            _accumulators.Add(new Accumulator(id, Terms(node).ToEquatableArray()));
        }
        else
        {
            foreach (int operand in node.Operands)
            {
                Need(operand, own);
            }

            _computes.Add(id);
        }
    }

    IEnumerable<ProductTerm> Terms(Node product)
    {
        for (int index = 0; index < product.Operands.Count; index += 2)
        {
            Node weight = nodes[product.Operands[index]];
            Node operand = nodes[product.Operands[index + 1]];
            bool transposed = weight.Operation == Operations.Transpose;
            string name = transposed ? nodes[weight.Operands[0]].Name! : weight.Name!;
            yield return new ProductTerm(name, transposed, OperandPlace(operand), operand.Shape.Rows);
        }
    }

    Place OperandPlace(Node operand) => schedule.IsParameterOnly(operand.Id) ? ParameterPlace(operand) : LeafPlace(operand) ?? places[operand.Id];

    // After the loop, what only the loop can reach is read where the loop has kept it.
    Place? LeafPlace(Node leaf) => placeOf(leaf) is { } place && !(place.IsLoopOnly && _phase == Phase.After) ? place
        : places.TryGetValue(leaf.Id, out Place kept) ? kept
        : null;

    static Place ParameterPlace(Node node) => new(node.Shape.IsMatrix ? PlaceKind.Matrix : PlaceKind.Parameter, node.Name!, Storage.Of(node.Shape), 0);
}
