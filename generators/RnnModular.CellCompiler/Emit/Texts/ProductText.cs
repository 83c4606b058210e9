using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Texts;

/// <summary>Wide products as a person writes them, gate beside gate: <c>Wr x | Wz x</c>.</summary>
static class ProductText
{
    /// <summary>One product of a group.</summary>
    /// <param name="nodes">The graph of the group's sums.</param>
    /// <param name="group">The group.</param>
    /// <param name="index">Which of its products.</param>
    public static string Of(IReadOnlyList<Node> nodes, ProductGroup group, int index)
    {
        WideProduct product = group.Products[index];
        string operand = EquationText.Factor(nodes, nodes[group.Nodes[0]].Operands[(2 * index) + 1]);
        return string.Join(" | ", product.Weights.Select(w => $"{w}{(product.Transposed ? "ᵀ" : "")} {operand}"));
    }
}
