namespace RnnModular.Numerics;

/// <summary>
/// Rearranges the matrices of each sequence, whose rows are padded to whole vectors: transposes, some rows, vectors read as
/// matrices. Strides are floats from sequence to sequence, 0 for what all share.
/// </summary>
public static unsafe class MatrixCopy
{
    // Columns of a source read side by side fill whole cache lines of the target.
    const int Block = 16;

    /// <summary>Aᵀ, of A [rows, columns].</summary>
    public static void Transposed(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride, int sequences)
    {
        (nint sourceRow, nint targetRow) = (Alignment.Stride(columns), Alignment.Stride(rows));
        for (int sequence = 0; sequence < sequences; sequence++, source += sourceStride, target += targetStride)
        {
            for (int first = 0; first < rows; first += Block)
            {
                int last = Math.Min(rows, first + Block);
                for (nint column = 0; column < columns; column++)
                {
                    for (nint row = first; row < last; row++)
                    {
                        target[(column * targetRow) + row] = source[(row * sourceRow) + column];
                    }
                }
            }
        }
    }

    /// <summary>Copies rows; a vector is one.</summary>
    public static void Rows(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride, int sequences)
    {
        nint stride = Alignment.Stride(columns);
        for (int sequence = 0; sequence < sequences && rows > 0; sequence++, source += sourceStride, target += targetStride)
        {
            // The last row need not be padded where it came from, or where it goes.
            int length = (int)((rows - 1) * stride) + columns;
            new ReadOnlySpan<float>(source, length).CopyTo(new Span<float>(target, length));
        }
    }

    /// <summary>Copies rows among rows of zeros.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="sourceStride">Floats from sequence to sequence.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Values of each.</param>
    /// <param name="target">The first row of the result.</param>
    /// <param name="targetStride">Floats from sequence to sequence.</param>
    /// <param name="first">The row of the result the first comes to.</param>
    /// <param name="targetRows">Rows of the result.</param>
    /// <param name="targetColumns">Its columns.</param>
    /// <param name="sequences">How many sequences.</param>
    public static void RowsAmongZeros(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride, int first, int targetRows, int targetColumns, int sequences)
    {
        nint stride = Alignment.Stride(targetColumns);
        for (int sequence = 0; sequence < sequences; sequence++)
        {
            new Span<float>(target + (sequence * targetStride), (int)(targetRows * stride)).Clear();
        }

        Rows(source, sourceStride, rows, columns, target + (first * stride), targetStride, sequences);
    }

    /// <summary>Reads a vector as a matrix, row by row.</summary>
    public static void Reshaped(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns, int sequences)
    {
        for (int sequence = 0; sequence < sequences; sequence++, source += sourceStride, target += targetStride)
        {
            LaneCopy.Rows(source, columns, columns, target, Alignment.Stride(columns), rows);
        }
    }

    /// <summary>Reads a matrix as a vector, row by row.</summary>
    public static void Flattened(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride, int sequences)
    {
        for (int sequence = 0; sequence < sequences; sequence++, source += sourceStride, target += targetStride)
        {
            LaneCopy.Rows(source, Alignment.Stride(columns), columns, target, columns, rows);
        }
    }
}
