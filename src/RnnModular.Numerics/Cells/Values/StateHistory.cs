namespace RnnModular.Numerics;

/// <summary>
/// The values of one state over a run. Rows 0 … B−1 are the initial state and packed row r of the run is row B + r, so
/// that "before step t" and "after step t" are plain row numbers. A run that keeps no history alternates between two blocks.
/// </summary>
/// <param name="state">The state.</param>
/// <param name="alwaysFull">True when the output, or a stage after the loop, reads it.</param>
public sealed unsafe class StateHistory(CellState state, bool alwaysFull) : IDisposable
{
    readonly RowStore _values = new(state.Size, 1);
    SequenceLayout? _layout;
    bool _full;

    /// <summary>The state.</summary>
    public CellState State => state;

    /// <summary>Floats from one row to the next.</summary>
    public int Stride => _values.Stride;

    /// <summary>Makes room for a run.</summary>
    public void Prepare(SequenceLayout layout, bool training)
    {
        _layout = layout;
        _full = training || alwaysFull;
        _values.Reserve(layout.Batch + (_full ? layout.Rows : layout.Batch));
    }

    /// <summary>The state of sequence <paramref name="row"/> before a step.</summary>
    public float* Before(int step, int row) => _values[row + (!_full ? (step & 1) * _layout!.Batch : step == 0 ? 0 : _layout!.Batch + _layout.Offset(step - 1))];

    /// <summary>The state of sequence <paramref name="row"/> after a step.</summary>
    public float* After(int step, int row) => _values[row + (!_full ? (~step & 1) * _layout!.Batch : _layout!.Batch + _layout.Offset(step))];

    /// <summary>Where a run of so many steps writes the state: after its first step, or without a history only after its last.</summary>
    public float* After(int step, int steps, int row) => After(_full ? step : step + steps - 1, row);

    /// <summary>Floats from the state after a step to that after the next, of as many sequences; 0 without a history.</summary>
    public nint Ahead(int step) => _full ? (nint)_layout!.Alive(step) * Stride : 0;

    /// <summary>Packed row <paramref name="row"/>; only of a full history.</summary>
    public float* Packed(int row) => _values[_layout!.Batch + row];

    /// <summary>All packed rows; only of a full history.</summary>
    public MatrixView AllAfter() => _values.Value(0, _layout!.Batch, _layout.Rows);

    /// <summary>For each packed row the state before its step. Rows of a dense run lie so already; others are gathered.</summary>
    public MatrixView AllBefore(RowStore gathered)
    {
        if (_layout!.IsDense)
        {
            return _values.Value(0, 0, _layout.Rows);
        }

        gathered.Reserve(_layout.Rows);
        for (int step = 0; step < _layout.Steps; step++)
        {
            int floats = _layout.Alive(step) * Stride;
            Buffer.MemoryCopy(Before(step, 0), gathered[_layout.Offset(step)], (long)floats * sizeof(float), (long)floats * sizeof(float));
        }

        return gathered.Value(0, 0, _layout.Rows);
    }

    /// <summary>Takes the initial state from state rows, or zeros.</summary>
    public void Start(MatrixView states)
    {
        for (int row = 0; row < _layout!.Batch; row++)
        {
            var target = new Span<float>(Before(0, row), Stride);
            if (states.IsNone)
            {
                target.Clear();
            }
            else
            {
                states[row].Slice(state.Offset, state.Size).CopyTo(target);
                target[state.Size..].Clear();
            }
        }
    }

    /// <summary>Hands out the final state of sequences [first, end), whose last step was <paramref name="step"/>.</summary>
    public void Finish(int step, int first, int end, MatrixView states)
    {
        for (int row = first; row < end; row++)
        {
            new ReadOnlySpan<float>(After(step, row), state.Size).CopyTo(states[row].Slice(state.Offset, state.Size));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
