using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit;

/// <summary>Writes the elementwise lines of a stage: loads, equations, stores.</summary>
sealed class ElementwiseLines
{
    readonly CodeWriter _code;
    readonly StagePlan _plan;
    readonly Stage _stage;
    readonly Dictionary<int, string> _names = [];
    readonly EquationLines _lines;

    /// <summary>For the lines of one stage.</summary>
    public ElementwiseLines(CodeWriter code, InstructionSet set, FrameLayout frame, StagePlan plan, IReadOnlyDictionary<string, string> equations, Stage stage)
    {
        (_code, _plan, _stage) = (code, plan, stage);
        Pointers = new RowPointers(code, frame, stage, Scope);
        _lines = new EquationLines(code, set, plan.Nodes, equations, Scope, _names, Loaded);
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

    /// <summary>Of a matrix: loads what all lanes of its row <c>r</c> read.</summary>
    public void MatrixRow() => Loads(n => !IsNumber(n) && n.Operation == MatrixValues.EachColumn);

    /// <summary>Writes the lines of lanes <c>j</c>.</summary>
    /// <param name="sum">The expression that holds a product's sum.</param>
    /// <param name="summed">Writes what becomes of the summand of a sum, given its node and text.</param>
    public void Lanes(Func<int, string?> sum, Action<Node, string> summed)
    {
        _lines.Sums(_stage, _stage.Accumulators.Select(a => (a.Node, sum(a.Node)!)));
        _lines.Computes(_stage, summed, Adds);
        Stores();
    }

    /// <summary>Writes the lines of a step of lanes <c>j</c>, where a stage walks the steps itself.</summary>
    public void StepLanes(CarriedLanes carried)
    {
        _lines.Computes(_stage, made: id =>
        {
            carried.Adds(id, _lines.Text);
            Keeps(id);
        });
        Stores(carried);
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
        string condition = Condition(store);
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

    /// <summary>When a value is written; empty for always.</summary>
    public static string Condition(Store store) => store.Place.IsOptional ? "f.dx != null" : store.TrainingOnly ? "f.training" : "";

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
        : $"V.Load({At(node.Shape.IsMatrix && node.Operation != MatrixValues.EachRow, place)})";

    string At(bool matrix, Place place) => matrix ? $"{Pointers.Of(place)} + r * {Pointers.Wide(_stage.Lanes)} + j" : Pointers.Lanes(place);

    /// <summary>Adds a value to the sums over the steps that it belongs to.</summary>
    void Adds(int id)
    {
        foreach (Store store in _stage.Stores.Where(s => s.Node == id && s.Place.Kind == PlaceKind.Total))
        {
            string place = PlaceOf(store);
            _code.Line($"V.Store({_lines.Text.Added($"V.Load({place})", id)}, {place});");
        }
    }

    void Keeps(int id)
    {
        foreach (Store store in _stage.Stores.Where(s => s.Node == id && IsKept(s)))
        {
            Guarded(store, $"V.Store({_lines.Text.Operand(id, 0, false)}, {PlaceOf(store)});");
        }
    }

    bool IsKept(Store store) => store.Place.Kind == PlaceKind.Saved && !_stage.Loads.Any(l => l.Place == store.Place);

    void Stores(CarriedLanes? carried = null)
    {
        // What is stored as it lies in memory is read before anything is written.
        Store[] stores = [.. _stage.Stores.Where(s => !(carried is not null && _stage.Computes.Contains(s.Node) && IsKept(s)) && (!_stage.Computes.Contains(s.Node) || !(_plan.Nodes[s.Node].Operation.IsSum || s.Place.Kind == PlaceKind.Total)))];
        string[] values = [.. stores.Select(s => _lines.Text.Operand(s.Node, 0, false))];

        // Stores under one condition stand in one block. Sums are written where they end.
        foreach (var conditional in stores.Zip(values, (store, value) => (store, value)).GroupBy(s => Condition(s.store)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (conditional.Key.Length == 0)
            {
                Lines(conditional);
                continue;
            }

            using (_code.Open($"if ({conditional.Key})"))
            {
                Lines(conditional);
            }
        }

        void Lines(IEnumerable<(Store Store, string Value)> values)
        {
            foreach ((Store store, string value) in values.Where(s => carried is null || !carried.Takes(s.Store, s.Value)))
            {
                string place = PlaceOf(store);
                _code.Line($"V.Store({(store.Place.Kind == PlaceKind.Total ? $"V.Load({place}) + " : "")}{value}, {place});");
            }
        }
    }

    string PlaceOf(Store store) => At(_stage.Shape.IsMatrix, store.Place);
}
