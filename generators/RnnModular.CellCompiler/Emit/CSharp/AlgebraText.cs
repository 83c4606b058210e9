using RnnModular.CellCompiler.Emit.Frames;
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

        string pointers = string.Join(", ", node.Operands.Select(o => pointer(node.Operation == WeightAlgebra.Product ? Stem(nodes, o) : o)).Append(target));
        string turned = string.Concat(node.Operands.Select((o, index) => Stem(nodes, o) == o ? "" : index == 0 ? ", turnedA: true" : ", turnedB: true"));
        return node.Operation == WeightAlgebra.Product ? $"WeightMatrices.Product({pointers}, {first.Rows}, {first.Columns}, {node.Shape.Columns}{turned});"
            : node.Operation == WeightAlgebra.Solve ? $"WeightMatrices.Solve({pointers}, {first.Rows}, {node.Shape.Columns});"
            : $"WeightMatrices.Inverse({pointers}, {first.Rows});";
    }

    /// <summary>What must lie in memory before a node can be computed.</summary>
    public static IEnumerable<int> Reads(IReadOnlyList<Node> nodes, Node node) => node.Operation == WeightAlgebra.Product
        ? node.Operands.Select(o => Stem(nodes, o))
        : node.Operation == WeightAlgebra.ExponentialGradient ? [node.Operands[1]] : node.Operands;

    // Products read a transpose where the matrix itself lies.
    static int Stem(IReadOnlyList<Node> nodes, int id) => nodes[id] is { Operation: var operation, Name: null } turned && operation == Operations.Transpose ? turned.Operands[0] : id;
}
