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
    public ElementwiseLines(CodeWriter code, FrameLayout frame, StagePlan plan, IReadOnlyDictionary<string, string> equations, Stage stage)
    {
        (_code, _plan, _stage) = (code, plan, stage);
        Pointers = new RowPointers(code, frame, stage, Scope);
        _lines = new EquationLines(code, plan.Nodes, equations, Scope, _names);
    }

    /// <summary>The names of the stage's method.</summary>
    public NameScope Scope { get; } = new("i", "j", "r", "f", "row", "rows", "block", "blocks", "sums", "from", "to", "V", "Lanes", "LaneSum", "VectorMath");

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
        Loads(n => !IsNumber(n) && n.Operation != MatrixValues.EachColumn);
        _lines.Sums(_stage, _stage.Accumulators.Select(a => (a.Node, sum(a.Node)!)));
        _lines.Computes(_stage, summed);
        Stores(_lines.Text);
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
            Node node = _plan.Nodes[load.Node];
            Node held = node.Operation.Kind == OperationKind.Broadcast ? _plan.Nodes[node.Operands[0]] : node;
            _names[load.Node] = Scope.Take(load.Place.Kind == PlaceKind.Next ? held.Name! + "Next" : (held.Operation == Operations.Size ? held.ValueName : held.Name) ?? "t" + Literal.Integer(held.Id));
            bool isNamed = held.Name is not null || held.IsLeaf;
            _code.Line($"Lanes {_names[load.Node]} = {Read(node, load.Place)};{(isNamed ? "" : _lines.Trailing(held.Id))}");
        }
    }

    /// <summary>How a value is read at row i (of a matrix: its row r), lane j.</summary>
    string Read(Node node, Place place) => IsNumber(node) ? $"V.Create(*({Pointers.Of(place)}))"
        : node.Operation == MatrixValues.EachColumn ? $"V.Create(*({Pointers.Of(place)} + r))"
        : $"V.Load({At(node.Shape.IsMatrix && node.Operation != MatrixValues.EachRow, place)})";

    string At(bool matrix, Place place) => $"{Pointers.Of(place)}{(matrix ? $" + r * {Pointers.Wide(_stage.Lanes)}" : "")} + j";

    void Stores(VectorText text)
    {
        // Stores under one condition stand in one block. Sums are written where they end.
        foreach (var conditional in _stage.Stores.Where(s => !_stage.Computes.Contains(s.Node) || !_plan.Nodes[s.Node].Operation.IsSum).GroupBy(Condition).OrderBy(g => g.Key, StringComparer.Ordinal))
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

        void Lines(IEnumerable<Store> stores)
        {
            foreach (Store store in stores)
            {
                string place = At(_stage.Shape.IsMatrix, store.Place);
                bool adds = store.Place.Kind == PlaceKind.Total;
                _code.Line($"V.Store({(adds ? $"V.Load({place}) + " : "")}{text.Operand(store.Node, adds ? 1 : 0, adds)}, {place});");
            }
        }
    }
}
