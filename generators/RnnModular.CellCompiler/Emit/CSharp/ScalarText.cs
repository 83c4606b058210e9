using System.Globalization;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit.CSharp;

/// <summary>Writes values made of parameters as C# over single floats, at row <c>r</c> and column <c>c</c>.</summary>
/// <param name="nodes">The graph.</param>
/// <param name="pointer">The pointer that holds a node, or null to write it out.</param>
sealed class ScalarText(IReadOnlyList<Node> nodes, Func<int, string?> pointer)
{
    readonly Dictionary<int, string> _locals = [];

    /// <summary>Says that a variable holds a node at the current row and column.</summary>
    public void Hold(int id, string local) => _locals.Add(id, local);

    /// <summary>The right side of a node at a row and column.</summary>
    public string Of(int id, string row = "r", string column = "c")
    {
        Node node = nodes[id];
        if (node.Operation.Kind == OperationKind.Structure)
        {
            return Structure(node, row, column);
        }

        int around = node.Operation.IsCall ? 0 : node.Operation.Precedence;
        object[] operands = [.. node.Operands.Select((o, index) => Operand(o, around, index > 0, row, column))];
        return string.Format(CultureInfo.InvariantCulture, node.Operation.Scalar ?? node.Operation.CSharp, operands);
    }

    /// <summary>A node as an operand.</summary>
    public string Operand(int id, int around, bool right, string row = "r", string column = "c")
    {
        Node node = nodes[id];
        if (node.IsConstant)
        {
            return node.Value < 0 ? $"({Literal.Float(node.Value)})" : Literal.Float(node.Value);
        }

        if (_locals.TryGetValue(id, out string? local))
        {
            return local;
        }

        if (pointer(id) is { } held)
        {
            return node.Shape.IsMatrix ? $"{held}[({row}) * ({node.Shape.Columns}) + ({column})]" : node.Shape.IsScalar ? $"*{held}" : $"{held}[{row}]";
        }

        int own = node.Operation.Precedence;
        return own < around || (own == around && right) ? $"({Of(id, row, column)})" : Of(id, row, column);
    }

    string Structure(Node node, string row, string column)
    {
        (row, column) = (Whole(row), Whole(column));
        string At(string r, string c) => Operand(node.Operands[0], 4, true, Whole(r), Whole(c));
        string Width(Dim dim) => $"({dim})";
        Shape? inner = node.Operands.Count > 0 ? nodes[node.Operands[0]].Shape : null;
        return node.Operation.Name switch
        {
            "transpose" => At(column, row),
            "identity" => $"({row} == {column} ? 1f : 0f)",
            "hollow" => $"({row} == {column} ? 0f : {At(row, column)})",
            "diag" => $"({row} == {column} ? {At(row, column)} : 0f)",
            "diagonal" => At(row, row),
            "block_diag" => $"({row} / {Width(inner!.Value.Columns)} == {column} / {Width(inner.Value.Columns)} ? {At(row, $"{column} % {Width(inner.Value.Columns)}")} : 0f)",
            "blocks" => At(row, $"{row} / {Width(node.Shape.Columns)} * {Width(node.Shape.Columns)} + {column}"),
            "columns" => At(row, $"{node.Detail} + {column}"),
            _ => $"({column} >= {node.Detail} && {column} < {node.Detail} + {Width(inner!.Value.Columns)} ? {At(row, $"{column} - {node.Detail}")} : 0f)",
        };
    }

    static string Whole(string index) => index.All(char.IsLetterOrDigit) || index[0] == '(' ? index : $"({index})";
}
