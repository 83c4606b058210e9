using System.Runtime.InteropServices;

namespace RnnModular.Plugins.Tests.Cells;

/// <summary>A matrix with aligned rows for a test; what lies between width and stride is poisoned, so that nobody may lean on it.</summary>
sealed unsafe class AlignedRows : IDisposable
{
    readonly float* _data;

    public AlignedRows(int rows, int columns)
    {
        int stride = Alignment.Stride(columns);
        _data = (float*)NativeMemory.AlignedAlloc((nuint)(rows * stride) * sizeof(float), Alignment.Bytes);
        new Span<float>(_data, rows * stride).Fill(float.NaN);
        View = new MatrixView(_data, rows, columns, stride);
    }

    /// <summary>A copy of row-major values.</summary>
    public static AlignedRows Of(ReadOnlySpan<float> values, int columns)
    {
        AlignedRows rows = new(values.Length / columns, columns);
        for (int row = 0; row < rows.View.Rows; row++)
        {
            values.Slice(row * columns, columns).CopyTo(rows.View[row]);
        }

        return rows;
    }

    public MatrixView View { get; }

    public void Dispose() => NativeMemory.AlignedFree(_data);
}
