using System.Globalization;
using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>
/// Writes nodes as C# over vectors, through the aliases V (the static class) and Lanes (the vector type). A product that is written
/// out where it is added is one instruction with the sum.
/// </summary>
/// <param name="nodes">The graph.</param>
/// <param name="multiplyAdd">The name of a · b + c.</param>
/// <param name="local">The variable or expression that holds a node, or null to write it out.</param>
sealed class VectorText(IReadOnlyList<Node> nodes, string multiplyAdd, Func<int, string?> local)
{
    /// <summary>The right side of a node.</summary>
    public string Of(int id) => Write(nodes[id]).Text;

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

        (string text, int own) = Write(node);
        return own < around || (own == around && right) ? $"({text})" : text;
    }

    /// <summary>The sum of an expression and a node.</summary>
    public string Added(string sum, int id) => Product(id) is { } product ? MultiplyAdd(product, sum) : $"{sum} + {Operand(id, Operations.Add.Precedence, true)}";

    /// <summary>The statement that adds a node to a variable.</summary>
    public string Accumulation(string variable, int id) => Product(id) is { } product ? $"{variable} = {MultiplyAdd(product, variable)};" : $"{variable} += {Operand(id, 0, false)};";

    (string Text, int Precedence) Write(Node node)
    {
        Operation operation = node.Operation;
        if (operation == Operations.Add && Fused(node.Operands[0], node.Operands[1]) is { } fused)
        {
            return (fused, 4);
        }

        int around = operation.IsCall ? 0 : operation.Precedence;
        object[] operands = [.. node.Operands.Select((o, index) => Operand(o, around, index > 0))];
        return (string.Format(CultureInfo.InvariantCulture, operation.CSharp, operands), operation.Precedence);
    }

    /// <summary>A sum with a product in it; null where there is none. A difference stays as it is: the JIT would negate a factor first.</summary>
    string? Fused(int a, int b) => Product(b) is { } right ? MultiplyAdd(right, Operand(a, 0, false))
        : Product(a) is { } left ? MultiplyAdd(left, Operand(b, 0, false))
        : null;

    /// <summary>The factors of a product that is written out here; null for anything else.</summary>
    string? Product(int id) => nodes[id].Operation == Operations.Multiply && local(id) is null
        ? $"{Operand(nodes[id].Operands[0], 0, false)}, {Operand(nodes[id].Operands[1], 0, false)}"
        : null;

    string MultiplyAdd(string factors, string sum) => $"V.{multiplyAdd}({factors}, {sum})";
}
