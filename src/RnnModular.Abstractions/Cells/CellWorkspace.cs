namespace RnnModular;

/// <summary>One place where a cell runs: its saved values, its gradients, its streaming scratch. Not for two threads at once.</summary>
public abstract class CellWorkspace : IDisposable
{
    /// <summary>The cell that runs here.</summary>
    public abstract RecurrentCell Cell { get; }

    /// <summary>How the products of runs here hold the weights.</summary>
    public virtual WeightFormat Weights => WeightFormat.Float32;

    /// <summary>
    /// Decides the masks of the cell: every training <see cref="Forward"/> draws the next ones, and setting the seed starts
    /// again. The same seed gives the same masks whatever the number of threads and the vector width.
    /// </summary>
    public virtual ulong Seed { get; set; }

    /// <summary>Which step of its sequences the next runs begin with: where a sequence comes in several runs, so that masks drawn for every step go on.</summary>
    public virtual int FirstStep { get; set; }

    /// <summary>Runs all sequences over all their steps.</summary>
    /// <param name="layout">How the rows lie.</param>
    /// <param name="x">Input rows [N, <see cref="RecurrentCell.InputWidth"/>], packed, aligned.</param>
    /// <param name="initialState">[B, StateWidth], or <see cref="MatrixView.None"/> for <see cref="RecurrentCell.Start"/>.</param>
    /// <param name="finalState">Receives each sequence's state after its own last step [B, StateWidth]; may be <see cref="MatrixView.None"/>.</param>
    /// <param name="training">True keeps what <see cref="Backward"/> needs.</param>
    /// <param name="team">The workers to use.</param>
    /// <returns>The output y [N, OutputSize], packed, aligned rows; valid until the next call here.</returns>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    /// <exception cref="InvalidOperationException">Training with <see cref="Weights"/> other than float32.</exception>
    public abstract MatrixView Forward(SequenceLayout layout, MatrixView x, MatrixView initialState, MatrixView finalState, bool training, IWorkerTeam team);

    /// <summary>Back-propagates through the last training <see cref="Forward"/>.</summary>
    /// <param name="dy">Gradient of the output [N, OutputSize], aligned rows; or <see cref="MatrixView.None"/> for zeros.</param>
    /// <param name="dFinalState">Gradient of the final states [B, StateWidth], or <see cref="MatrixView.None"/> for zeros.</param>
    /// <param name="dx">Receives the gradient of the input rows [N, <see cref="RecurrentCell.InputWidth"/>] (overwritten), or <see cref="MatrixView.None"/> when not wanted.</param>
    /// <param name="dInitialState">Receives the gradient of the initial states [B, StateWidth], or <see cref="MatrixView.None"/>.</param>
    /// <param name="dParameters">Gradient of the flat parameters, added to; learned starts have one when the run had no initial state.</param>
    /// <param name="team">The workers to use.</param>
    /// <exception cref="InvalidOperationException">No training forward run came before.</exception>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public abstract void Backward(MatrixView dy, MatrixView dFinalState, MatrixView dx, MatrixView dInitialState, Span<float> dParameters, IWorkerTeam team);

    /// <summary>
    /// One step of one stream; allocates nothing. A class with fixed sizes runs code emitted for them, fastest where the state row is
    /// aligned to <see cref="Alignment.Bytes"/>; <paramref name="y"/> must not overlap <paramref name="x"/> or <paramref name="state"/>.
    /// </summary>
    /// <param name="x">Input row [<see cref="RecurrentCell.InputWidth"/>].</param>
    /// <param name="state">State row [StateWidth], updated in place.</param>
    /// <param name="y">Receives the output [OutputSize].</param>
    public abstract void Step(ReadOnlySpan<float> x, Span<float> state, Span<float> y);

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory.</summary>
    protected abstract void Dispose(bool disposing);
}
