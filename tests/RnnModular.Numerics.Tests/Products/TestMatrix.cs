namespace RnnModular.Numerics.Tests;

/// <summary>A matrix with a stride of its own; the memory around its values holds NaN, so touching it shows.</summary>
sealed unsafe class TestMatrix : IDisposable
{
    readonly AlignedBuffer _buffer;

    public TestMatrix(int rows, int columns, int stride, Philox? random = null)
    {
        // One float off the boundary: no operand need be aligned.
        _buffer = new AlignedBuffer((long)rows * stride + 2);
        _buffer.Span.Fill(float.NaN);
        View = new MatrixView(_buffer.Pointer + 1, rows, columns, stride);
        for (int row = 0; row < rows; row++)
        {
            if (random is null)
            {
                View[row].Clear();
            }
            else
            {
                random.FillUniform(View[row], -1, 1);
            }
        }
    }

    public MatrixView View { get; }

    public float this[int row, int column] => View[row][column];

    public uint[] Bits() => [.. Enumerable.Range(0, View.Rows).SelectMany(row => View[row].ToArray()).Select(BitConverter.SingleToUInt32Bits)];

    /// <summary>True while everything between and around the rows is as it was.</summary>
    public bool SurroundingsAreUntouched()
    {
        int inside = View.Rows * View.Columns;
        return _buffer.Span.ToArray().Count(float.IsNaN) == _buffer.Length - inside;
    }

    public void Dispose() => _buffer.Dispose();
}
