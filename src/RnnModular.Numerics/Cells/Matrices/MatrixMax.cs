using System.Numerics.Tensors;

namespace RnnModular.Numerics;

/// <summary>The largest values of the matrices of each sequence, along their rows or columns; NaN where one of them is.</summary>
public static unsafe class MatrixMax
{
    /// <summary>The largest value of each row.</summary>
    public static void OfRows(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride, int sequences)
    {
        for (int sequence = 0; sequence < sequences; sequence++, source += sourceStride, target += targetStride)
        {
            LaneMax.Rows(source, Alignment.Stride(columns), columns, target, 1, rows);
        }
    }

    /// <summary>The largest value of each column.</summary>
    public static void OfColumns(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride, int sequences)
    {
        for (int sequence = 0; sequence < sequences; sequence++, source += sourceStride, target += targetStride)
        {
            var largest = new Span<float>(target, columns);
            new ReadOnlySpan<float>(source, columns).CopyTo(largest);
            for (int row = 1; row < rows; row++)
            {
                TensorPrimitives.Max(largest, new ReadOnlySpan<float>(source + (row * (nint)Alignment.Stride(columns)), columns), largest);
            }
        }
    }
}
