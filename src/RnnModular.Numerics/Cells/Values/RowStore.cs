namespace RnnModular.Numerics;

/// <summary>Rows of floats that a run keeps: several values side by side, each padded to <see cref="Alignment.Floats"/>.</summary>
/// <param name="width">Width of one value.</param>
/// <param name="values">Values side by side.</param>
public sealed unsafe class RowStore(int width, int values) : IDisposable
{
    readonly AlignedBuffer _buffer = new();

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; } = Apart(Alignment.Stride(width) * values);

    /// <summary>A row.</summary>
    public float* this[int row] => _buffer.Pointer + ((nint)row * Stride);

    /// <summary>Makes room; what is there is lost when it grows.</summary>
    public void Reserve(int rows) => _buffer.EnsureLength((long)rows * Stride);

    /// <summary>Sets the first <paramref name="rows"/> rows to zero.</summary>
    public void Clear(int rows) => new MatrixView(_buffer.Pointer, rows, Stride, Stride).Clear();

    /// <summary>Rows of one value.</summary>
    public MatrixView Value(int value, int firstRow, int rows) => new(this[firstRow] + (value * Alignment.Stride(width)), rows, width, Stride);

    static int Apart(int floats) => floats > 0 && floats % Packing.Conflict == 0 ? floats + Alignment.Floats : floats;

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
