namespace RnnModular.Numerics;

/// <summary>The gradient of one state on its way from the last step to the first: two blocks of rows, read and written in turn.</summary>
/// <param name="state">The state.</param>
public sealed unsafe class CarriedGradient(CellState state) : IDisposable
{
    readonly RowStore _values = new(state.Size, 1);
    int _batch;

    /// <summary>The state.</summary>
    public CellState State => state;

    /// <summary>Floats from one row to the next.</summary>
    public int Stride => _values.Stride;

    /// <summary>Starts a run from the gradient of the final states, or from zeros. Each sequence finds it at its own last step.</summary>
    public void Start(int batch, MatrixView dFinalState)
    {
        _batch = batch;
        _values.Reserve(2 * batch);
        for (int row = 0; row < 2 * batch; row++)
        {
            var target = new Span<float>(_values[row], Stride);
            target.Clear();
            if (!dFinalState.IsNone)
            {
                dFinalState[row % batch].Slice(state.Offset, state.Size).CopyTo(target);
            }
        }
    }

    /// <summary>The gradient of the state after a step.</summary>
    public float* In(int step, int row) => _values[row + ((step & 1) * _batch)];

    /// <summary>The gradient of the state before a step.</summary>
    public float* Out(int step, int row) => _values[row + ((~step & 1) * _batch)];

    /// <summary>Hands out the gradient of the initial states.</summary>
    public void Finish(MatrixView dInitialState)
    {
        for (int row = 0; row < _batch; row++)
        {
            new ReadOnlySpan<float>(Out(0, row), state.Size).CopyTo(dInitialState[row].Slice(state.Offset, state.Size));
        }
    }

    /// <summary>Adds up the gradient of the initial state over all sequences, in their order.</summary>
    public void AddInitial(Span<float> sum)
    {
        for (int row = 0; row < _batch; row++)
        {
            float* values = Out(0, row);
            for (int index = 0; index < sum.Length; index++)
            {
                sum[index] += values[state.IndexOf(index) - state.Offset];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
