using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit.Texts;

/// <summary>Writes nodes of a graph as a person writes equations.</summary>
sealed class EquationText
{
    // Nobody reads on beyond; and a value used twice is written twice, which doubles with every level.
    const int MostNodes = 200;

    readonly IReadOnlyList<Node> _nodes;
    int _left = MostNodes;

    EquationText(IReadOnlyList<Node> nodes) => _nodes = nodes;

    /// <summary>The right side of a node's equation; named nodes in it are shown by name, and what is too long by an ellipsis.</summary>
    public static string Of(IReadOnlyList<Node> nodes, int id) => new EquationText(nodes).Expand(nodes[id]);

    /// <summary>A node as what a matrix multiplies: in parentheses unless it is one name.</summary>
    public static string Factor(IReadOnlyList<Node> nodes, int id) => new EquationText(nodes).Operand(id, 4, true);

    string Operand(int id, int around, bool right)
    {
        Node node = _nodes[id];
        string? leaf = Leaf(node);
        if (leaf is not null)
        {
            return leaf;
        }

        if (--_left < 0)
        {
            return "…";
        }

        string text = Expand(node);
        int own = node.Operation.Precedence;
        return own < around || (own == around && right && own < 3) ? $"({text})" : text;
    }

    string Expand(Node node)
    {
        if (node.IsLeaf)
        {
            return Leaf(node)!;
        }

        if (node.Operation == Operations.ProductSum)
        {
            return string.Join(" + ", Enumerable.Range(0, node.Operands.Count / 2)
                .Select(i => Operand(node.Operands[2 * i], 4, false) + " " + Operand(node.Operands[(2 * i) + 1], 4, true)));
        }

        if (node.Operation.Kind == OperationKind.Lanes)
        {
            string operands = string.Join(", ", node.Operands.Select(o => Operand(o, 0, false)));
            string lanes = node.Detail is { } first && node.Operation != LaneMoves.Concat ? $", {Bare(first)}, {Bare(node.Shape.Rows.Text)}" : "";
            return $"{node.Operation.Name}({operands}{lanes})";
        }

        if (Matrix(node) is { } product)
        {
            return product;
        }

        int around = node.IsProduct ? 4 : node.Operation.IsCall ? 0 : node.Operation.Precedence;
        object[] values = [.. node.Operands.Select((o, index) => Operand(o, around, index > 0))];
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, node.Operation.Equation, values);
    }

    static string Bare(string size) => size[0] == '(' ? size.Substring(1, size.Length - 2) : size;

    /// <summary>outer(a, b), A v and Aᵀ v, which the graph says in smaller pieces; null for anything else.</summary>
    string? Matrix(Node node)
    {
        bool transposed = node.Operation == MatrixValues.SumRows;
        Node inner = transposed || node.Operation == MatrixValues.SumColumns ? _nodes[node.Operands[0]] : node;
        if (inner.Operation != Operations.Multiply)
        {
            return null;
        }

        Node[] factors = [_nodes[inner.Operands[0]], _nodes[inner.Operands[1]]];
        string Vector(Operation spread, int around) => Operand(factors.First(f => f.Operation == spread).Operands[0], around, true);
        bool Has(Operation spread) => factors.Any(f => f.Operation == spread);
        if (inner == node)
        {
            return Has(MatrixValues.EachColumn) && Has(MatrixValues.EachRow)
                ? $"outer({Vector(MatrixValues.EachColumn, 0)}, {Vector(MatrixValues.EachRow, 0)})"
                : null;
        }

        Operation along = transposed ? MatrixValues.EachColumn : MatrixValues.EachRow;
        Node? matrix = factors.FirstOrDefault(f => f.Operation.Kind != OperationKind.Broadcast);
        return matrix is not null && Has(along) && (inner.Name is null)
            ? $"{Operand(matrix.Id, 4, false)}{(transposed ? "ᵀ" : "")} {Vector(along, 4)}"
            : null;
    }

    static string? Leaf(Node node) => node.IsConstant ? Literal.Number(node.Value)
        : node.Operation == Operations.Size ? node.Name
        : node.Operation == Operations.NextState ? node.Name + "'"
        : node.Name;
}
