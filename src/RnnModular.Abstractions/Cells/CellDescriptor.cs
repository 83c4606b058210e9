namespace RnnModular;

/// <summary>What a cell is, apart from any concrete size: its equations, its parameters and its states.</summary>
/// <param name="Id">Registry id, for instance <c>gru</c>.</param>
/// <param name="Summary">One line for people.</param>
/// <param name="Equations">The spec's own text.</param>
/// <param name="SizeNames">Names of the free sizes in constructor order; <c>I</c> and <c>H</c> first.</param>
/// <param name="States">The carried states in spec order.</param>
/// <param name="Tensors">Public tensors in checkpoint order.</param>
public sealed record CellDescriptor(
    string Id,
    string Summary,
    string Equations,
    IReadOnlyList<string> SizeNames,
    IReadOnlyList<string> States,
    IReadOnlyList<CellTensorDescriptor> Tensors)
{
    /// <summary>What every step reads: <c>x</c> first, then the side inputs in spec order.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = ["x"];
}

/// <summary>
/// A public tensor: one or more parameters of the spec stacked by rows. <c>weight_ih</c> of an LSTM is
/// <c>Wi, Wf, Wg, Wo</c>, each [H, I], stacked to [4H, I].
/// </summary>
/// <param name="Name">Public name without layer suffix, for instance <c>weight_ih</c>.</param>
/// <param name="Parts">The spec's parameters stacked in it.</param>
public sealed record CellTensorDescriptor(string Name, IReadOnlyList<string> Parts);
