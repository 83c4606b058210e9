namespace RnnModular;

/// <summary>
/// A recurrent cell with concrete sizes. It holds its weights packed for the machine; everything that belongs to one run
/// (saved values, states) lives in a <see cref="CellWorkspace"/>, so one cell can serve several places of a network.
/// </summary>
public abstract class RecurrentCell : IDisposable
{
    /// <summary>The cell apart from its sizes.</summary>
    public abstract CellDescriptor Descriptor { get; }

    /// <summary>Width I of the input x.</summary>
    public abstract int InputSize { get; }

    /// <summary>What an input row holds: x, then the side inputs in spec order, side by side.</summary>
    public virtual IReadOnlyList<CellInput> Inputs => [new CellInput("x", InputSize, 0)];

    /// <summary>Width of an input row: x and all side inputs; <see cref="InputSize"/> for a cell without.</summary>
    public int InputWidth => Inputs[^1].Offset + Inputs[^1].Size;

    /// <summary>The random masks, in spec order.</summary>
    public virtual IReadOnlyList<CellMask> Masks => [];

    /// <summary>Hidden size H.</summary>
    public abstract int HiddenSize { get; }

    /// <summary>Width of the output <c>y</c>.</summary>
    public abstract int OutputSize { get; }

    /// <summary>Width of a state row: every state after the other, each padded to <see cref="Alignment.Floats"/>.</summary>
    public abstract int StateWidth { get; }

    /// <summary>Length of the flat parameter buffer.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>The spec's parameters as views of the flat buffer.</summary>
    public abstract IReadOnlyList<CellParameter> Parameters { get; }

    /// <summary>The public tensors as views of the flat buffer, in checkpoint order.</summary>
    public abstract IReadOnlyList<CellTensor> Tensors { get; }

    /// <summary>The carried states.</summary>
    public abstract IReadOnlyList<CellState> States { get; }

    /// <summary>The instruction set its kernels use.</summary>
    public abstract SimdWidth Width { get; }

    /// <summary>Takes new parameter values: packs them for the kernels. Call after every change of the weights.</summary>
    /// <param name="parameters">[<see cref="ParameterCount"/>] values.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public abstract void Load(ReadOnlySpan<float> parameters);

    /// <summary>Writes the state row that a sequence starts from: zeros, unless the spec says otherwise.</summary>
    /// <param name="state">Receives [<see cref="StateWidth"/>] values.</param>
    public virtual void Start(Span<float> state) => state[..StateWidth].Clear();

    /// <summary>Makes room for runs of this cell; it grows on demand and never shrinks.</summary>
    public abstract CellWorkspace CreateWorkspace();

    /// <summary>
    /// Makes room for runs whose products hold the weights in a format of their own; with any but float32 they cannot train. A step
    /// gains from fewer bytes where the weights outgrow the first-level cache; a class with fixed sizes leaves its own step, which reads
    /// float32, for the general one, and so is slower with narrow weights where it is small (an LSTM up to about H = 64).
    /// </summary>
    /// <param name="weights">The format. The narrow copies are made at the first run after a change of the weights.</param>
    /// <exception cref="NotSupportedException">The cell knows float32 alone.</exception>
    public virtual CellWorkspace CreateWorkspace(WeightFormat weights) => weights == WeightFormat.Float32
        ? CreateWorkspace()
        : throw new NotSupportedException($"The cell '{Descriptor.Id}' holds its weights as float32 alone, not as {weights}.");

    /// <summary>Frees the packed weights.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the packed weights.</summary>
    protected abstract void Dispose(bool disposing);
}
