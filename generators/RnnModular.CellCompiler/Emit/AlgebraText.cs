using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit;

/// <summary>Writes linear algebra on weights as calls of the runtime.</summary>
static class AlgebraText
{
    /// <summary>The statement that computes a node.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="node">The node.</param>
    /// <param name="pointer">Where an operand lies.</param>
    /// <param name="target">Where the result goes.</param>
    /// <param name="cell">What stands before the fields of the cell.</param>
    public static string Of(IReadOnlyList<Node> nodes, Node node, Func<int, string> pointer, string target, string cell = "")
    {
        Shape first = nodes[node.Operands[0]].Shape;
        if (node.Operation == WeightAlgebra.Exponential)
        {
            return $"{cell}{FrameLayout.ExponentialField(node.Name!)}.Of({pointer(node.Operands[0])}, {target});";
        }

        if (node.Operation == WeightAlgebra.ExponentialGradient)
        {
            Node exponential = nodes.First(n => n.Operation == WeightAlgebra.Exponential && n.Operands[0] == node.Operands[0]);
            return $"{cell}{FrameLayout.ExponentialField(exponential.Name!)}.Gradient({pointer(node.Operands[1])}, {target});";
        }

        string pointers = string.Join(", ", node.Operands.Select(pointer).Append(target));
        return node.Operation == WeightAlgebra.Product ? $"WeightMatrices.Product({pointers}, {first.Rows}, {first.Columns}, {node.Shape.Columns});"
            : node.Operation == WeightAlgebra.Solve ? $"WeightMatrices.Solve({pointers}, {first.Rows}, {node.Shape.Columns});"
            : $"WeightMatrices.Inverse({pointers}, {first.Rows});";
    }
}
