using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit;

/// <summary>Writes the elementwise lines of a stage: loads, equations, stores.</summary>
sealed class ElementwiseLines(CodeWriter code, FrameLayout frame, StagePlan plan, IReadOnlyDictionary<string, string> equations)
{
    /// <summary>Writes the lines of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="sum">The expression that holds a product's sum.</param>
    /// <param name="alongAxis">Of a matrix: writes what becomes of the summand of a sum along an axis, given its node and text.</param>
    public void Write(Stage stage, Func<int, string?> sum, Action<Node, string>? alongAxis = null)
    {
        var names = new Dictionary<int, string>();
        var scope = new NameScope("i", "j", "f", "row", "rows", "block", "blocks", "sums", "from", "to", "V", "Lanes", "VectorMath");
        if (stage.Shape.IsMatrix)
        {
            scope.Take("r");
        }

        var lines = new EquationLines(code, plan.Nodes, equations, scope, names);
        foreach (Load load in stage.Loads)
        {
            Node node = plan.Nodes[load.Node];
            Node held = node.Operation.Kind == OperationKind.Broadcast ? plan.Nodes[node.Operands[0]] : node;
            names[load.Node] = scope.Take(load.Place.Kind == PlaceKind.Next ? held.Name! + "Next" : (held.Operation == Operations.Size ? held.ValueName : held.Name) ?? "t" + Literal.Integer(held.Id));
            bool isNamed = held.Name is not null || held.IsLeaf;
            code.Line($"Lanes {names[load.Node]} = {Read(stage, node, load.Place)};{(isNamed ? "" : lines.Trailing(held.Id))}");
        }

        lines.Sums(stage, stage.Accumulators.Select(a => (a.Node, sum(a.Node)!)));
        lines.Computes(stage, alongAxis);
        Stores(stage, lines.Text);
    }

    /// <summary>How a value is read at row i (of a matrix: its row r), lane j.</summary>
    string Read(Stage stage, Node node, Place place)
    {
        bool scalar = node.Shape.IsScalar && !stage.Lanes.IsOne;
        return scalar || node.Operation == MatrixValues.EachColumn ? $"V.Create(*({frame.At(place, true)}{(scalar ? "" : " + r")}))"
            : node.Shape.IsMatrix && node.Operation != MatrixValues.EachRow ? $"V.Load({MatrixAt(stage, place)})"
            : $"V.Load({frame.At(place, false)})";
    }

    string MatrixAt(Stage stage, Place place) => $"{frame.At(place, true)} + r * {frame.Wide(stage.Lanes)} + j";

    void Stores(Stage stage, VectorText text)
    {
        // Stores under one condition stand in one block. Sums along an axis are written where they are summed.
        foreach (var conditional in stage.Stores.Where(s => plan.Nodes[s.Node].Operation.Kind != OperationKind.AxisSum).GroupBy(Condition).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (conditional.Key.Length == 0)
            {
                Lines(conditional);
                continue;
            }

            using (code.Open($"if ({conditional.Key})"))
            {
                Lines(conditional);
            }
        }

        void Lines(IEnumerable<Store> stores)
        {
            foreach (Store store in stores)
            {
                code.Line($"V.Store({text.Operand(store.Node, 0, false)}, {(stage.Shape.IsMatrix ? MatrixAt(stage, store.Place) : frame.At(store.Place, false))});");
            }
        }
    }

    /// <summary>When a value is written; empty for always.</summary>
    public static string Condition(Store store) => store.Place.IsOptional ? "f.dx != null" : store.TrainingOnly ? "f.training" : "";
}
