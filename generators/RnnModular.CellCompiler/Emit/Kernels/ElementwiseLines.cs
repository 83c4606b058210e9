using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>Writes the elementwise lines of a stage: loads, equations, stores.</summary>
sealed class ElementwiseLines
{
    readonly CodeWriter _code;
    readonly StagePlan _plan;
    readonly Stage _stage;
    readonly Dictionary<int, string> _names = [];
    readonly EquationLines _lines;
    readonly Conditions _conditions;

    /// <summary>For the lines of one stage.</summary>
    public ElementwiseLines(CodeWriter code, InstructionSet set, FrameLayout frame, StagePlan plan, IReadOnlyDictionary<string, string> equations, Stage stage)
    {
        (_code, _plan, _stage) = (code, plan, stage);
        Pointers = new RowPointers(code, frame, stage, Scope);
        _lines = new EquationLines(code, set, plan.Nodes, equations, Scope, _names, Loaded);
        _conditions = new Conditions(plan.Nodes, stage);
    }

    /// <summary>The names of the stage's method.</summary>
    public NameScope Scope { get; } = new("i", "j", "r", "f", "row", "rows", "block", "blocks", "sums", "from", "to", "step", "steps", "V", "Lanes", "LaneSum", "VectorMath");

    /// <summary>The rows it reads and writes.</summary>
    public RowPointers Pointers { get; }

    /// <summary>The sums it takes on the way.</summary>
    public Node[] Sums(Operation operation) => [.. _stage.Computes.Select(c => _plan.Nodes[c]).Where(n => n.Operation == operation)];

    /// <summary>Where a value goes.</summary>
    public IEnumerable<Store> StoresOf(Node node) => _stage.Stores.Where(s => s.Node == node.Id);

    /// <summary>Writes the pointers of row <c>i</c>, and loads what all its lanes read.</summary>
    public void Row()
    {
        Pointers.Rows();
        Loads(n => IsNumber(n));
    }

    /// <summary>Of a matrix: the pointers of its row <c>r</c>, and what all lanes of it read.</summary>
    public void MatrixRow()
    {
        Pointers.MatrixRow(_stage.Loads.Where(l => IsMatrix(_plan.Nodes[l.Node])).Select(l => l.Place).Concat(StoresOfLanes().Select(s => s.Place)));
        Loads(n => !IsNumber(n) && n.Operation == MatrixValues.EachColumn);
    }

    /// <summary>Writes the lines of lanes <c>j</c>.</summary>
    /// <param name="sum">The expression that holds a product's sum.</param>
    /// <param name="summed">Writes what becomes of the summand of a sum, given its node and text.</param>
    public void Lanes(Func<int, string?> sum, Action<Node, string> summed)
    {
        _lines.Sums(_stage, _stage.Accumulators.Select(a => (a.Node, sum(a.Node)!)));
        _lines.Computes(_stage, IsAlways, summed, id => Adds(id));
        AddsTheRest();
        Stores(_stage.Stores);
    }

    /// <summary>Writes the lines of a step of lanes <c>j</c>, where a stage walks the steps itself.</summary>
    public void StepLanes(CarriedLanes carried)
    {
        _lines.Computes(_stage, IsAlways, made: id =>
        {
            Adds(id, carried);
            Keeps(id);
        });
        AddsTheRest(carried);
        foreach (Store store in _stage.Stores.Where(s => s.Place.Kind != PlaceKind.Total && carried.RegisterOf(s.Place) is not null))
        {
            carried.Moves(store.Place, _lines.Text.Operand(store.Node, 0, false));
        }

        Stores(_stage.Stores.Where(s => s.Place.Kind != PlaceKind.CarriedOut && !IsKeptAtOnce(s)), again: true);
    }

    /// <summary>The variable of a value that is read from memory.</summary>
    public string NameOf(Load load)
    {
        if (!_names.TryGetValue(load.Node, out string? name))
        {
            Node held = Held(load);
            _names.Add(load.Node, name = Scope.Take(load.Place.Kind == PlaceKind.Next ? held.Name! + "Next" : (held.Operation == Operations.Size ? held.ValueName : held.Name) ?? "t" + Literal.Integer(held.Id)));
        }

        return name;
    }

    /// <summary>Writes a line under the condition of a store.</summary>
    public void Guarded(Store store, string line)
    {
        string condition = Conditions.Of(store);
        if (condition.Length == 0)
        {
            _code.Line(line);
            return;
        }

        using (_code.Open($"if ({condition})"))
        {
            _code.Line(line);
        }
    }

    bool IsNumber(Node node) => node.Shape.IsScalar && !_stage.Lanes.IsOne;

    void Loads(Func<Node, bool> now)
    {
        foreach (Load load in _stage.Loads.Where(l => now(_plan.Nodes[l.Node])))
        {
            Write(load);
        }
    }

    /// <summary>Loads a value in front of the line that first reads it: all at once would not fit the registers.</summary>
    string? Loaded(int id) => _stage.Loads.FirstOrDefault(l => l.Node == id) is { } load ? Write(load) : null;

    string Write(Load load)
    {
        Node held = Held(load);
        bool isNamed = held.Name is not null || held.IsLeaf;
        string name = NameOf(load);
        _code.Line($"Lanes {name} = {Read(_plan.Nodes[load.Node], load.Place)};{(isNamed ? "" : _lines.Trailing(held.Id))}");
        return name;
    }

    Node Held(Load load) => _plan.Nodes[load.Node] is { Operation.Kind: OperationKind.Broadcast } spread ? _plan.Nodes[spread.Operands[0]] : _plan.Nodes[load.Node];

    /// <summary>How a value is read at row i (of a matrix: its row r), lane j.</summary>
    string Read(Node node, Place place) => IsNumber(node) ? $"V.Create(*({Pointers.Of(place)}))"
        : node.Operation == MatrixValues.EachColumn ? $"V.Create(*({Pointers.Of(place)} + r))"
        : $"V.Load({At(IsMatrix(node), place)})";

    static bool IsMatrix(Node node) => node.Shape.IsMatrix && node.Operation.Kind != OperationKind.Broadcast;

    string At(bool matrix, Place place) => matrix ? Pointers.MatrixLanes(place) : Pointers.Lanes(place);

    // Sums are written where they end.
    IEnumerable<Store> StoresOfLanes() => _stage.Stores.Where(s => !_stage.Computes.Contains(s.Node) || !_plan.Nodes[s.Node].Operation.IsSum);

    /// <summary>Adds a value to the sums over the steps that it belongs to.</summary>
    void Adds(int id, CarriedLanes? carried = null)
    {
        foreach (Store store in _stage.Stores.Where(s => s.Node == id && s.Place.Kind == PlaceKind.Total))
        {
            string place = PlaceOf(store);
            _code.Line(carried?.RegisterOf(store.Place) is { } sum ? _lines.Text.Accumulation(sum, id) : $"V.Store({_lines.Text.Added($"V.Load({place})", id)}, {place});");
        }
    }

    /// <summary>Adds what is not computed here to the sums over the steps.</summary>
    void AddsTheRest(CarriedLanes? carried = null)
    {
        foreach (int id in _stage.Stores.Select(s => s.Node).Distinct().Where(id => !_stage.Computes.Contains(id)))
        {
            Adds(id, carried);
        }
    }

    /// <summary>Keeps a value of a long walk at once: what waited for the end of the step would take up registers.</summary>
    void Keeps(int id)
    {
        foreach (Store store in _stage.Stores.Where(s => s.Node == id && IsKeptAtOnce(s)))
        {
            Guarded(store, $"V.Store({_lines.Text.Operand(id, 0, false)}, {PlaceOf(store)});");
        }
    }

    bool IsKeptAtOnce(Store store) => store.Place.Kind == PlaceKind.Saved && _stage.Computes.Contains(store.Node) && IsAlways(store.Node) && !_stage.Loads.Any(l => l.Place == store.Place);

    bool IsAlways(int id) => _conditions[id].Length == 0;

    /// <summary>Writes stores, and in front of those under a condition the values that nothing else needs. Sums are written where they end.</summary>
    /// <param name="all">The stores.</param>
    /// <param name="again">True where what a condition needs of memory is read there again, and takes up no register until then.</param>
    void Stores(IEnumerable<Store> all, bool again = false)
    {
        Store[] stores = [.. all.Where(s => s.Place.Kind != PlaceKind.Total && !(_stage.Computes.Contains(s.Node) && _plan.Nodes[s.Node].Operation.IsSum))];

        // What is overwritten here is read first.
        Loads(n => !_names.ContainsKey(n.Id) && _stage.Loads.Any(l => l.Node == n.Id && stores.Any(s => s.Place == l.Place)));
        foreach (var conditional in stores.GroupBy(Conditions.Of).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (conditional.Key.Length == 0)
            {
                Lines(conditional);
                continue;
            }

            var known = _names.ToDictionary(n => n.Key, n => n.Value);
            foreach (Load load in _stage.Loads.Where(l => again && l.Place.Kind != _stage.CarriedKind && stores.All(s => s.Place != l.Place)))
            {
                _names[load.Node] = Read(_plan.Nodes[load.Node], load.Place);
            }

            using (_code.Open($"if ({conditional.Key})"))
            {
                _lines.Computes(_stage, id => _conditions[id] == conditional.Key);
                Lines(conditional);
            }

            _names.Clear();
            foreach (KeyValuePair<int, string> name in known)
            {
                _names.Add(name.Key, name.Value);
            }
        }

        void Lines(IEnumerable<Store> stores)
        {
            (Store Store, string Value)[] values = [.. stores.Select(s => (s, _lines.Text.Operand(s.Node, 0, false)))];
            foreach ((Store store, string value) in values)
            {
                _code.Line($"V.Store({value}, {PlaceOf(store)});");
            }
        }
    }

    string PlaceOf(Store store) => At(_stage.Shape.IsMatrix, store.Place);
}
