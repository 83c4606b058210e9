using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>One streaming step of one row as the fewest stages its operands allow.</summary>
/// <param name="Nodes">The graph the stages refer to.</param>
/// <param name="Stages">In order; all of <see cref="Phase.Loop"/>.</param>
/// <param name="Starts">Sums of products that start with a vector of parameters instead of zero, and its name.</param>
/// <param name="Scratch">Values kept between stages, by width.</param>
public sealed record StepPlan(
    EquatableArray<Node> Nodes,
    EquatableArray<Stage> Stages,
    IReadOnlyDictionary<int, string> Starts,
    EquatableArray<SlotGroup> Scratch)
{
    /// <summary>
    /// True when the step is made of x and states, vectors and numbers alone; side inputs, masks, tables, values with rows
    /// and columns, and what puts lanes elsewhere go through the general stages.
    /// </summary>
    public static bool Covers(StepGraph graph)
    {
        Dependence[] dependence = Dependences.Of(graph.Nodes, static n => n.Operation == Operations.State);
        bool IsWeight(int id) => graph.Nodes[id].Shape.IsMatrix && dependence[id] == Dependence.Parameters;
        return graph.SideInputs.Count == 0 && graph.Masks.Count == 0 && graph.Nodes.All(n => n.Operation.Kind switch
        {
            OperationKind.Leaf when n.Operation == Operations.Table => false,
            OperationKind.Broadcast or OperationKind.AxisSum or OperationKind.Lanes or OperationKind.Matrices => false,
            OperationKind.Reduction => !graph.Nodes[n.Operands[0]].Shape.IsMatrix,
            OperationKind.Product => n.Operands.Select((o, index) => index % 2 == 0 ? IsWeight(o) : !graph.Nodes[o].Shape.IsMatrix).All(fits => fits),
            _ => !n.Shape.IsMatrix || IsWeight(n.Id),
        });
    }

    /// <summary>Plans the step of a graph.</summary>
    public static StepPlan Create(StepGraph graph)
    {
        int[] wanted = [.. graph.States.Select(s => s.Next), graph.Output];
        Dependence[] alike = [.. graph.Nodes.Select(_ => Dependence.Recurrent)];
        Rewritten merged = MergeProducts.Run(graph.Nodes, [.. wanted, .. new[] { graph.Input }.Where(i => i >= 0)], alike);
        var roots = graph.States.Select(s => new Root(merged.Map[s.Next], new Place(PlaceKind.Next, s.Name, s.Shape.Rows, 0))).ToList();
        if (graph.OutputState < 0)
        {
            roots.Add(new Root(merged.Map[graph.Output], new Place(PlaceKind.Output, "", graph.Nodes[graph.Output].Shape.Rows, 0)));
        }

        return new StepPlanner(merged.Nodes, roots).Run();
    }
}

/// <summary>Gathers stages by level and width.</summary>
sealed class StepPlanner
{
    readonly IReadOnlyList<Node> _nodes;
    readonly List<Root> _roots;
    readonly StepLevels _levels;
    readonly SlotCounter _scratch = new();
    readonly Dictionary<int, Place> _places = [];
    readonly List<Store> _stores = [];
    readonly Dictionary<int, string> _starts = [];
    readonly HashSet<int> _started = [];

    public StepPlanner(IReadOnlyList<Node> nodes, List<Root> roots)
    {
        (_nodes, _roots) = (nodes, roots);
        _levels = new StepLevels(nodes, [.. roots.Select(r => r.Node)]);
    }

    public StepPlan Run()
    {
        FindStarts();
        PlaceValues();
        Stage[] stages = [.. Stages()];
        return new StepPlan(_nodes.ToEquatableArray(), stages.ToEquatableArray(), _starts, _scratch.Groups);
    }

    /// <summary>A product that is only ever added to a vector of parameters starts with it.</summary>
    void FindStarts()
    {
        foreach (Node node in _nodes.Where(n => n.Operation == Operations.Add && _levels.IsStaged(n.Id)))
        {
            for (int which = 0; which < 2; which++)
            {
                (Node product, Node start) = (_nodes[node.Operands[which]], _nodes[node.Operands[1 - which]]);
                if (product.IsProduct && _levels.Users(product.Id).Count == 1 && _roots.All(r => r.Node != product.Id)
                    && _levels[product.Id] == _levels[node.Id] && _levels.IsParameterValue(start.Id) && start.Shape == product.Shape)
                {
                    _starts[node.Id] = start.ValueName;
                    _started.Add(product.Id);
                    break;
                }
            }
        }
    }

    void PlaceValues()
    {
        foreach (Root root in _roots)
        {
            _stores.Add(new Store(root.Node, root.Place!.Value, false));
            _places[root.Node] = _places.TryGetValue(root.Node, out Place first) && first.Kind == PlaceKind.Next ? first : root.Place.Value;
        }

        foreach (Node node in _nodes.Where(n => _levels.IsStaged(n.Id) && !_places.ContainsKey(n.Id)))
        {
            if (_levels.Users(node.Id).Any(u => Stage(u) != Stage(node.Id)))
            {
                Place place = new(PlaceKind.Scratch, "", node.Shape.Rows, _scratch.Take(node.Shape.Rows));
                _places[node.Id] = place;
                _stores.Add(new Store(node.Id, place, false));
            }
        }
    }

    (int Level, Dim Rows, int Reduction) Stage(int id) => (_levels[id], _nodes[id].Shape.Rows, _nodes[id].Operation.Kind == OperationKind.Reduction ? id : -1);

    IEnumerable<Stage> Stages()
    {
        // A leaf that must be stored (a state shifted into another) rides in the first stage.
        var staged = _nodes.Where(n => _levels.IsStaged(n.Id)).Select(n => (n.Id, Key: Stage(n.Id)))
            .Concat(_roots.Where(r => !_levels.IsStaged(r.Node)).Select(r => (Id: r.Node, Key: (0, r.Place!.Value.Dim, -1))))
            .Distinct()
            .GroupBy(s => s.Key)
            .OrderBy(g => g.Key.Item1)
            .ThenByDescending(g => g.Key.Item3);
        int number = 0;
        foreach (var group in staged)
        {
            string name = "Stage" + (++number).ToString(System.Globalization.CultureInfo.InvariantCulture);
            int[] ids = [.. group.Select(s => s.Id).OrderBy(i => i)];
            yield return group.Key.Item3 >= 0 ? Lowering.Stage.OfRows(name, Phase.Loop, _nodes, _nodes[ids[0]], n => PlaceOf(n.Id), _stores.Where(s => s.Node == ids[0])) : Elementwise(name, group.Key.Item2, ids);
        }
    }

    Stage Elementwise(string name, Dim lanes, int[] ids)
    {
        var own = new HashSet<int>(ids);
        var known = new HashSet<int>();
        var (loads, sums, computes) = (new List<Load>(), new List<Accumulator>(), new List<int>());
        foreach (int id in ids.Where(id => !_started.Contains(id)))
        {
            OperandsFirst.Walk(_nodes, id, node => !node.IsConstant && known.Add(node.Id) && !IsAtHand(node), computes.Add);
        }

        return new Stage(
            name,
            Phase.Loop,
            Shape.Vector(lanes),
            sums.ToEquatableArray(),
            loads.ToEquatableArray(),
            computes.ToEquatableArray(),
            _stores.Where(s => own.Contains(s.Node) && s.Place.Dim == lanes).ToEquatableArray());

        bool IsAtHand(Node node)
        {
            if (_levels.IsFree(node.Id) || !own.Contains(node.Id))
            {
                loads.Add(new Load(node.Id, PlaceOf(node.Id)));
                return true;
            }

            if (node.IsProduct || _starts.ContainsKey(node.Id))
            {
                Node product = node.IsProduct ? node : _nodes[node.Operands.First(_started.Contains)];

                // What is there when the step starts comes first: it need not wait for the rest.
                IEnumerable<ProductTerm> terms = ProductTerm.Of(_nodes, product, o => PlaceOf(o.Id)).OrderBy(t => t.Operand.Kind != PlaceKind.Input);
                sums.Add(new Accumulator(node.Id, terms.ToEquatableArray()));
                return true;
            }

            return false;
        }
    }

    Place PlaceOf(int id)
    {
        Node node = _nodes[id];
        return _levels.IsParameterValue(id) ? new Place(PlaceKind.Parameter, node.ValueName, node.Shape.Rows, 0)
            : node.Operation == Operations.Input ? new Place(PlaceKind.Input, "", node.Shape.Rows, 0)
            : node.Operation == Operations.State ? new Place(PlaceKind.Previous, node.Name!, node.Shape.Rows, 0)
            : _places[id];
    }
}
