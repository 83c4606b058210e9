using System.Globalization;
using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>Writes nodes as C# over vectors, through the aliases V (the static class) and Lanes (the vector type).</summary>
/// <param name="nodes">The graph.</param>
/// <param name="local">The variable or expression that holds a node, or null to write it out.</param>
sealed class VectorText(IReadOnlyList<Node> nodes, Func<int, string?> local)
{
    /// <summary>The right side of a node.</summary>
    public string Of(int id)
    {
        Node node = nodes[id];
        int around = node.Operation.IsCall ? 0 : node.Operation.Precedence;
        object[] operands = [.. node.Operands.Select((o, index) => Operand(o, around, index > 0))];
        return string.Format(CultureInfo.InvariantCulture, node.Operation.CSharp, operands);
    }

    /// <summary>A node as an operand, in parentheses where it binds more loosely than what is around it.</summary>
    public string Operand(int id, int around, bool right)
    {
        Node node = nodes[id];
        if (node.IsConstant)
        {
            return node.Value == 0 ? "Lanes.Zero" : node.Value == 1 ? "Lanes.One" : $"V.Create({Literal.Float(node.Value)})";
        }

        if (local(id) is { } name)
        {
            return name;
        }

        int own = node.Operation.Precedence;
        return own < around || (own == around && right) ? $"({Of(id)})" : Of(id);
    }
}
