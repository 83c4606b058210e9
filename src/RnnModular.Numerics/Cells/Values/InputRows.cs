namespace RnnModular.Numerics;

/// <summary>What comes to each step beside x, over a run, in aligned rows, since kernels load whole vectors; and its gradient on the way back.</summary>
/// <param name="width">Its width.</param>
public abstract unsafe class InputRows(int width) : IDisposable
{
    /// <summary>Floats from one row to the next.</summary>
    public int Stride => Values.Stride;

    /// <summary>A packed row.</summary>
    public float* this[int row] => Values[row];

    private protected RowStore Values { get; } = new(width, 1);

    private protected RowStore Gradients { get; } = new(width, 1);

    /// <summary>The gradient of a packed row.</summary>
    public float* Gradient(int row) => Gradients[row];

    /// <summary>The first <paramref name="rows"/> packed rows.</summary>
    public MatrixView All(int rows) => Values.Value(0, 0, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void ReserveGradients(int rows) => Gradients.Reserve(rows);
}
