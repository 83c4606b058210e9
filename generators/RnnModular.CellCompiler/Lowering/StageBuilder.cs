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

    /// <summary>Builds the stage of a node that a function of whole rows computes.</summary>
    public Stage BuildOfRows(string name, Phase phase, int id, IReadOnlyList<(int Node, Store Store)> stores)
    {
        _phase = phase;
        Node node = nodes[id];
        return new Stage(
            name,
            phase,
            node.Operation.Kind == OperationKind.Reduction ? nodes[node.Operands[0]].Shape : node.Shape,
            default,
            node.Operands.Select(o => new Load(o, OperandPlace(nodes[o]))).ToEquatableArray(),
            default,
            stores.Where(s => s.Node == id).Select(s => s.Store).ToEquatableArray(),
            true)
        {
            RowFunction = node.Operation.Name,
            Offsets = node.Operation.Kind == OperationKind.Lanes && node.Detail is { } detail ? detail.Split(';').Select(static d => new Dim(d)).ToEquatableArray() : default,
        };
    }

    /// <summary>Takes a node and what it is made of, operands first; on a stack of its own, since equations nest deeply.</summary>
    void Need(int root, HashSet<int> own)
    {
        var open = new Stack<(int Id, int Operand)>();
        Enter(root);
        while (open.Count > 0)
        {
            (int id, int operand) = open.Pop();
            if (operand == nodes[id].Operands.Count)
            {
                _computes.Add(id);
                continue;
            }

            open.Push((id, operand + 1));
            Enter(nodes[id].Operands[operand]);
        }

        void Enter(int id)
        {
            if (!nodes[id].IsConstant && _known.Add(id) && !IsAtHand(nodes[id], own))
            {
                open.Push((id, 0));
            }
        }
    }

    /// <summary>True for what is loaded or summed, not computed; notes how.</summary>
    bool IsAtHand(Node node, HashSet<int> own)
    {
        Place? place = node.IsLeaf ? LeafPlace(node)!.Value
            : schedule.IsParameterOnly(node.Id) ? ParameterPlace(node)
            : !own.Contains(node.Id) && !schedule.IsFree(node.Id) ? places[node.Id]
            : node.Operation.Kind == OperationKind.Broadcast ? OperandPlace(nodes[node.Operands[0]])
            : null;
        if (place is { } load)
        {
            _loads.Add(new Load(node.Id, load));
        }
        else if (node.IsProduct)
        {
            _accumulators.Add(new Accumulator(node.Id, Terms(node).ToEquatableArray()));
        }
        else
        {
            return false;
        }

        return true;
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
