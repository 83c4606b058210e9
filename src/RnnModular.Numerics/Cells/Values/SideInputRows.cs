namespace RnnModular.Numerics;

/// <summary>
/// One side input over a run: its columns of the input rows copied to aligned rows, since kernels load whole vectors, and
/// its gradient on the way back.
/// </summary>
/// <param name="input">The input.</param>
public sealed unsafe class SideInputRows(CellInput input) : IDisposable
{
    readonly RowStore _values = new(input.Size, 1);
    readonly RowStore _gradients = new(input.Size, 1);

    /// <summary>Floats from one row to the next.</summary>
    public int Stride => _values.Stride;

    /// <summary>A packed row.</summary>
    public float* this[int row] => _values[row];

    /// <summary>The gradient of a packed row.</summary>
    public float* Gradient(int row) => _gradients[row];

    /// <summary>The first <paramref name="rows"/> packed rows.</summary>
    public MatrixView All(int rows) => _values.Value(0, 0, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        _gradients.Dispose();
    }

    internal void Reserve(int rows) => _values.Reserve(rows);

    internal void ReserveGradients(int rows) => _gradients.Reserve(rows);

    internal void Take(MatrixView inputs, int first, int rows)
    {
        for (int row = first; row < first + rows; row++)
        {
            inputs[row].Slice(input.Offset, input.Size).CopyTo(new Span<float>(_values[row], input.Size));
        }
    }

    internal void GiveGradients(MatrixView inputs, int first, int rows)
    {
        for (int row = first; row < first + rows; row++)
        {
            new ReadOnlySpan<float>(_gradients[row], input.Size).CopyTo(inputs[row].Slice(input.Offset, input.Size));
        }
    }
}
