namespace RnnModular.Learning;

/// <summary>The shape of a recurrent layer.</summary>
/// <param name="InputSize">Width I of the input x.</param>
/// <param name="HiddenSize">Hidden size H of every cell.</param>
public sealed record RecurrentOptions(int InputSize, int HiddenSize)
{
    /// <summary>Cells stacked on each other, at least 1.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>True when every input row holds the cell's side inputs after x. Layers above the first are given the same.</summary>
    public bool SideInputs { get; init; }

    /// <summary>True adds a second cell to every layer that reads the sequence from its end.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>Share of values set to zero between layers while training, 0 … 1 (not after the last layer, as in PyTorch).</summary>
    public double Dropout { get; init; }

    /// <summary>True adds the input of every layer after the first to its output.</summary>
    public bool Residual { get; init; }

    /// <summary>
    /// Steps of a segment that the backward run makes again instead of keeping it, or null to keep everything; 0 takes the
    /// root of each batch's length. Memory falls from T to about 2√T steps, time rises by a forward run.
    /// </summary>
    public int? RecomputedSteps { get; init; }

    /// <summary>The instruction set, or null for the machine's best.</summary>
    public SimdWidth? Width { get; init; }
}

/// <summary>What a recurrent layer hands back.</summary>
/// <param name="Y">Output of every step [N, directions · output size], packed like the input.</param>
/// <param name="FinalState">Each sequence's state after its last step [B, <see cref="Recurrent.StateWidth"/>].</param>
public readonly record struct RecurrentOutput(Tensor Y, Tensor FinalState);
