namespace RnnModular.Numerics;

/// <summary>
/// Runs a cell in segments of time and keeps only the states between them; the backward run makes each segment again. With
/// segments of √T steps a run of T steps keeps O(√T) of what it would keep otherwise, for one more forward run (Chen et
/// al. 2016, Training deep nets with sublinear memory cost; Gruslys et al. 2016 for BPTT).
/// </summary>
/// <remarks>
/// Outputs, gradients of inputs and of states are those of an undivided run, bit by bit; gradients of parameters are added
/// up segment by segment, and masks are drawn from a seed of their own.
/// </remarks>
public sealed class SegmentedWorkspace : CellWorkspace
{
    readonly CellWorkspace _inner;
    readonly int _segmentSteps;
    readonly Segments _segments = new();
    readonly AlignedBuffer _outputs = new();
    readonly AlignedBuffer _stateRows = new();
    readonly AlignedBuffer _carried = new();
    MatrixView _x;
    MatrixView _states;
    bool _fromStart;
    bool _hasRun;
    ulong _seed;
    ulong _runs;

    /// <summary>A workspace of its own for a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="segmentSteps">Steps of a segment; 0 takes the root of each run's length.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of steps.</exception>
    public SegmentedWorkspace(RecurrentCell cell, int segmentSteps = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(segmentSteps);
        _inner = cell.CreateWorkspace();
        _segmentSteps = segmentSteps;
    }

    /// <inheritdoc/>
    public override RecurrentCell Cell => _inner.Cell;

    /// <inheritdoc/>
    public override ulong Seed
    {
        get => _seed;
        set => (_seed, _runs) = (value, 0);
    }

    /// <inheritdoc/>
    public override MatrixView Forward(SequenceLayout layout, MatrixView x, MatrixView initialState, MatrixView finalState, bool training, IWorkerTeam team)
    {
        if (!training)
        {
            _hasRun = false;
            return _inner.Forward(layout, x, initialState, finalState, false, team);
        }

        _segments.Cut(layout, _segmentSteps > 0 ? _segmentSteps : (int)Math.Ceiling(Math.Sqrt(layout.Steps)));
        (_x, _fromStart, _hasRun) = (x, initialState.IsNone, true);
        _runs++;
        _states = _stateRows.Matrix((_segments.Count + 1) * layout.Batch, Cell.StateWidth);
        if (!_fromStart)
        {
            initialState.CopyTo(_states.RowRange(0, layout.Batch));
        }

        MatrixView y = _outputs.Matrix(layout.Rows, Cell.OutputSize);
        for (int segment = 0; segment < _segments.Count; segment++)
        {
            MatrixView after = After(segment);
            Run(segment, after, team).CopyTo(y.RowRange(_segments.FirstRow(segment), _segments[segment].Rows));
            int goOn = segment + 1 < _segments.Count ? _segments[segment + 1].Batch : 0;
            if (!finalState.IsNone)
            {
                after.RowRange(goOn, after.Rows - goOn).CopyTo(finalState.RowRange(goOn, after.Rows - goOn));
            }
        }

        return y;
    }

    /// <inheritdoc/>
    public override void Backward(MatrixView dy, MatrixView dFinalState, MatrixView dx, MatrixView dInitialState, Span<float> dParameters, IWorkerTeam team)
    {
        if (!_hasRun)
        {
            throw new InvalidOperationException("Backward needs a training Forward before it: one with training = true.");
        }

        // Each segment leaves here what the one before it finds; sequences that end in it find the gradient of their final state.
        MatrixView carried = _carried.Matrix(_segments[0].Batch, Cell.StateWidth);
        if (dFinalState.IsNone)
        {
            carried.Clear();
        }
        else
        {
            dFinalState.CopyTo(carried);
        }

        for (int segment = _segments.Count - 1; segment >= 0; segment--)
        {
            SequenceLayout layout = _segments[segment];
            int row = _segments.FirstRow(segment);
            Run(segment, MatrixView.None, team);
            MatrixView here = carried.RowRange(0, layout.Batch);
            _inner.Backward(Part(dy, row, layout.Rows), here, Part(dx, row, layout.Rows), here, dParameters, team);
        }

        if (!dInitialState.IsNone)
        {
            carried.CopyTo(dInitialState);
        }
    }

    /// <inheritdoc/>
    public override void Step(ReadOnlySpan<float> x, Span<float> state, Span<float> y) => _inner.Step(x, state, y);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _outputs.Dispose();
            _stateRows.Dispose();
            _carried.Dispose();
        }
    }

    // Forward and backward run a segment alike, so that its masks come out the same.
    MatrixView Run(int segment, MatrixView final, IWorkerTeam team)
    {
        SequenceLayout layout = _segments[segment];
        MatrixView before = segment > 0 ? After(segment - 1).RowRange(0, layout.Batch) : _fromStart ? MatrixView.None : _states.RowRange(0, layout.Batch);
        _inner.Seed = unchecked(_seed + (_runs * 0x9E3779B97F4A7C15));
        _inner.FirstStep = _segments.FirstStep(segment);
        return _inner.Forward(layout, Part(_x, _segments.FirstRow(segment), layout.Rows), before, final, true, team);
    }

    MatrixView After(int segment) => _states.RowRange((segment + 1) * _segments[0].Batch, _segments[segment].Batch);

    static MatrixView Part(MatrixView rows, int first, int count) => rows.IsNone ? rows : rows.RowRange(first, count);
}
