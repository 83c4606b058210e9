using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit;

/// <summary>Writes nodes of a graph as a person writes equations.</summary>
static class EquationText
{
    /// <summary>The right side of a node's equation; named nodes in it are shown by name.</summary>
    public static string Of(IReadOnlyList<Node> nodes, int id) => Expand(nodes, nodes[id]);

    static string Operand(IReadOnlyList<Node> nodes, int id, int around, bool right)
    {
        Node node = nodes[id];
        string? leaf = Leaf(node);
        if (leaf is not null)
        {
            return leaf;
        }

        string text = Expand(nodes, node);
        int own = node.Operation.Precedence;
        return own < around || (own == around && right && own < 3) ? $"({text})" : text;
    }

    static string Expand(IReadOnlyList<Node> nodes, Node node)
    {
        if (node.IsLeaf)
        {
            return Leaf(node)!;
        }

        if (node.Operation == Operations.ProductSum)
        {
            return string.Join(" + ", Enumerable.Range(0, node.Operands.Count / 2)
                .Select(i => Operand(nodes, node.Operands[2 * i], 4, false) + " " + Operand(nodes, node.Operands[(2 * i) + 1], 4, true)));
        }

        int around = node.IsProduct ? 4 : node.Operation.IsCall ? 0 : node.Operation.Precedence;
        object[] operands = [.. node.Operands.Select((o, index) => Operand(nodes, o, around, index > 0))];
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, node.Operation.Equation, operands);
    }

    static string? Leaf(Node node) => node.IsConstant ? Literal.Number(node.Value)
        : node.Operation == Operations.Size ? node.Name
        : node.Operation == Operations.NextState ? node.Name + "'"
        : node.Name;
}
