using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit.CSharp;

/// <summary>Writes linear algebra on weights as calls of the runtime.</summary>
static class AlgebraText
{
    /// <summary>The statement that computes a node.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="node">The node.</param>
    /// <param name="pointer">Where an operand lies.</param>
    /// <param name="target">Where the result goes.</param>
    public static string Of(IReadOnlyList<Node> nodes, Node node, Func<int, string> pointer, string target)
    {
        Shape first = nodes[node.Operands[0]].Shape;
        string pointers = string.Join(", ", node.Operands.Select(pointer).Append(target));
        return node.Operation == WeightAlgebra.Product ? $"WeightMatrices.Product({pointers}, {first.Rows}, {first.Columns}, {node.Shape.Columns});"
            : node.Operation == WeightAlgebra.Solve ? $"WeightMatrices.Solve({pointers}, {first.Rows}, {node.Shape.Columns});"
            : $"WeightMatrices.{Method(node.Operation)}({pointers}, {first.Rows});";
    }

    static string Method(Operation operation) => operation == WeightAlgebra.Inverse ? "Inverse"
        : operation == WeightAlgebra.Exponential ? "Exponential"
        : "ExponentialSlope";
}
