using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>The gradient of a weight from one product: dW = Σ over steps and rows of outer(<paramref name="Output"/>, <paramref name="Operand"/>).</summary>
/// <param name="Weight">The parameter's leaf.</param>
/// <param name="Output">The gradient of the product [rows of W].</param>
/// <param name="Operand">What the weight multiplied [columns of W].</param>
public sealed record WeightGradient(int Weight, int Output, int Operand);

/// <summary>The gradient of a vector parameter: the sum over steps and rows of a node (and over its lanes, if the parameter is a scalar).</summary>
/// <param name="Parameter">The parameter's leaf.</param>
/// <param name="Node">The node to add up.</param>
public sealed record VectorGradient(int Parameter, int Node);

/// <summary>
/// One step forward and backward. The first nodes are those of <see cref="Forward"/> under the same ids; after them stand
/// the nodes of the gradient, which may use forward values.
/// </summary>
/// <param name="Forward">The step.</param>
/// <param name="Nodes">Forward nodes, then gradient nodes.</param>
/// <param name="OutputGradient">The leaf of the output's gradient.</param>
/// <param name="CarriedIn">For each state of the loop, the leaf of the gradient of its next value from later steps.</param>
/// <param name="CarriedOut">For each state of the loop, the gradient of its previous value.</param>
/// <param name="InputGradient">The gradient of x.</param>
/// <param name="Weights">Gradients of matrices.</param>
/// <param name="Vectors">Gradients of vectors; parameters may occur more than once.</param>
public sealed record AdjointGraph(
    StepGraph Forward,
    EquatableArray<Node> Nodes,
    int OutputGradient,
    EquatableArray<int> CarriedIn,
    EquatableArray<int> CarriedOut,
    int InputGradient,
    EquatableArray<WeightGradient> Weights,
    EquatableArray<VectorGradient> Vectors)
{
    /// <summary>The gradients of the side inputs, in their order.</summary>
    public EquatableArray<int> SideInputGradients { get; init; }

    /// <summary>The gradients of the past inputs, in their order.</summary>
    public EquatableArray<int> PastInputGradients { get; init; }
}
