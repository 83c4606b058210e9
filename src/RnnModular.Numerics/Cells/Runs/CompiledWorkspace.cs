using System.Diagnostics.CodeAnalysis;

namespace RnnModular.Numerics;

/// <summary>
/// The run of a compiled cell: which rows and steps each worker takes, where values lie, and in which order the emitted
/// stages are called. The emitted class says what the stages are.
/// </summary>
public abstract unsafe partial class CompiledWorkspace(CompiledCell cell, WeightFormat weights) : CellWorkspace, IWork
{
    readonly List<RowStore> _saved = [];
    readonly List<RowStore> _scratch = [];
    readonly List<RowStore> _gradients = [];
    readonly List<RowStore> _totals = [];
    readonly List<StateHistory> _histories = [];
    readonly List<CarriedGradient> _carried = [];

    /// <summary>Packed rows that a stage outside the loop takes at once; a multiple of every tile's rows.</summary>
    // They stay in the second-level cache while all weights of a stage pass over them.
    protected const int RowBlock = 120;

    Action<int, int>? _pass;
    CompiledWorkspace? _stream;
    AlignedBuffer? _stepRoom;
    NarrowWeights? _narrow;

    /// <inheritdoc/>
    public override RecurrentCell Cell => cell;

    /// <inheritdoc/>
    public override WeightFormat Weights => weights;

    /// <summary>The rows of this run.</summary>
    protected SequenceLayout Layout { get; private set; } = null!;

    /// <summary>x, the first columns of the input rows.</summary>
    protected MatrixView X { get; private set; }

    /// <summary>The gradient of the output; rows of zeros when the caller has none.</summary>
    protected MatrixView Dy { get; private set; }

    /// <summary>Where the gradient of x goes, if it is wanted.</summary>
    protected MatrixView Dx { get; private set; }

    /// <summary>True when the backward run will follow.</summary>
    protected bool IsTraining { get; private set; }

    /// <summary>Multiply-adds of one row in one step of the loop, forward.</summary>
    protected abstract long LoopWork { get; }

    /// <summary>Multiply-adds of one row outside the loop, forward.</summary>
    protected abstract long PackedWork { get; }

    /// <inheritdoc/>
    public void Execute(int worker, int workers) => _pass!(worker, workers);

    /// <inheritdoc/>
    public override void Step(ReadOnlySpan<float> x, Span<float> state, Span<float> y)
    {
        _stream ??= (CompiledWorkspace)cell.CreateWorkspace(weights);
        _stream.StepHere(x, state, y);
    }

    /// <summary>A panel in the format of this workspace.</summary>
    protected PackedWeights WeightsOf(WeightPanel panel) =>
        weights == WeightFormat.Float32 ? panel.Weights : (_narrow ??= cell.Narrow(weights)).Of(panel);

    /// <summary>Room for what a step of fixed size keeps between its stages.</summary>
    protected float* StepRoom(int floats) => (_stepRoom ??= new AlignedBuffer(floats)).Pointer;

    /// <summary>Says what a step takes.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    protected void RefuseStep(int x, int state, int y) => throw new ArgumentException(
        $"A step takes x [{cell.InputWidth}]{InputParts()}, a state row [{cell.StateWidth}] and y [{cell.OutputSize}], but got [{x}], [{state}] and [{y}].");

    /// <summary>Declares values kept for every packed row of the forward run.</summary>
    protected RowStore Saved(int width, int values) => Add(_saved, width, values);

    /// <summary>Declares values kept for every packed row of the backward run.</summary>
    protected RowStore Gradients(int width, int values) => Add(_gradients, width, values);

    /// <summary>Declares values summed in the backward run: over the steps of each sequence, and where <see cref="SumsInBlocks"/> over blocks of packed rows.</summary>
    protected RowStore Totals(int width, int values) => Add(_totals, width, values);

    /// <summary>Declares values kept for one step.</summary>
    protected RowStore Scratch(int width, int values) => Add(_scratch, width, values);

    /// <summary>Declares the history of a state.</summary>
    protected StateHistory History(int state, bool alwaysFull)
    {
        _histories.Add(new StateHistory(cell.States[state], alwaysFull));
        _carried.Add(new CarriedGradient(cell.States[state]));
        return _histories[^1];
    }

    /// <summary>The gradient carried for a state.</summary>
    protected CarriedGradient Carried(int state) => _carried.Find(c => c.State == cell.States[state])!;

    /// <summary>All packed rows of the output.</summary>
    protected abstract MatrixView Output();

    /// <summary>Stages before the loop, over packed rows.</summary>
    protected virtual void ForwardBefore(int row, int rows) { }

    /// <summary>Steps first, first + 1, … of sequences [row, row + rows), all of which live through them.</summary>
    protected abstract void ForwardSteps(int first, int steps, int row, int rows, Share share);

    /// <summary>Takes down where the values of a stream lie; called once, when its memory is there to stay.</summary>
    protected abstract void OpenStream();

    /// <summary>All forward stages of one row at one step.</summary>
    protected abstract void StreamStep();

    /// <summary>Stages after the loop, over packed rows.</summary>
    protected virtual void ForwardAfter(int row, int rows) { }

    /// <summary>Backward stages that no later step touches, over packed rows.</summary>
    protected virtual void BackwardBefore(int row, int rows) { }

    /// <summary>Backward steps first, first − 1, … of sequences [row, row + rows), all of which live through them.</summary>
    protected abstract void BackwardSteps(int first, int steps, int row, int rows, Share share);

    /// <summary>Backward stages that no earlier step waits for, over packed rows.</summary>
    protected virtual void BackwardAfter(int row, int rows) { }

    /// <summary>The sums over all rows that give the gradients of the parameters.</summary>
    protected abstract void SumGradients(ParameterSums sums);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _saved.ForEach(s => s.Dispose());
            _scratch.ForEach(s => s.Dispose());
            _gradients.ForEach(s => s.Dispose());
            _totals.ForEach(s => s.Dispose());
            _histories.ForEach(s => s.Dispose());
            _carried.ForEach(s => s.Dispose());
            _sideInputs.ForEach(s => s.Dispose());
            _past.ForEach(p => p.Dispose());
            _masks.ForEach(m => m.Dispose());
            _start.Dispose();
            _zeros.Dispose();
            _input.Dispose();
            _sums?.Dispose();
            _stream?.Dispose();
            _stepRoom?.Dispose();
        }
    }

    /// <summary>Runs stages over packed rows, block by block. Rows know nothing of each other, so this changes no bit.</summary>
    static void InBlocks(Action<int, int> stages, int first, int rows)
    {
        for (int row = first; row < first + rows; row += RowBlock)
        {
            stages(row, Math.Min(RowBlock, first + rows - row));
        }
    }

    static RowStore Add(List<RowStore> stores, int width, int values)
    {
        stores.Add(new RowStore(width, values));
        return stores[^1];
    }
}
