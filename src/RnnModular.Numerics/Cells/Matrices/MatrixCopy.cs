using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>
/// Rearranges the matrices of each sequence, whose rows are padded to whole vectors: transposes, some rows, vectors read as
/// matrices. Strides are floats from sequence to sequence, 0 for what all share.
/// </summary>
public static unsafe class MatrixCopy
{
    /// <summary>Aᵀ, of A [rows, columns].</summary>
    public static void Transposed(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride, int sequences)
    {
        (nint sourceRow, nint targetRow) = (Alignment.Stride(columns), Alignment.Stride(rows));
        for (int sequence = 0; sequence < sequences; sequence++, source += sourceStride, target += targetStride)
        {
            for (int row = 0; row < rows; row += 4)
            {
                FourRows(source + (row * sourceRow), sourceRow, Math.Min(4, rows - row), columns, target + row, targetRow);
            }
        }
    }

    /// <summary>Turns up to four rows into lanes; those that are missing become zeros in the padding.</summary>
    static void FourRows(float* source, nint sourceRow, int rows, int columns, float* target, nint targetRow)
    {
        int column = 0;
        for (; column <= columns - 4; column += 4, source += 4, target += 4 * targetRow)
        {
            Vector128<float> a = Vector128.Load(source);
            Vector128<float> b = rows > 1 ? Vector128.Load(source + sourceRow) : default;
            Vector128<float> c = rows > 2 ? Vector128.Load(source + (2 * sourceRow)) : default;
            Vector128<float> d = rows > 3 ? Vector128.Load(source + (3 * sourceRow)) : default;
            Interleave.Turn(ref a, ref b, ref c, ref d);
            a.Store(target);
            b.Store(target + targetRow);
            c.Store(target + (2 * targetRow));
            d.Store(target + (3 * targetRow));
        }

        for (; column < columns; column++, source++, target += targetRow)
        {
            for (nint row = 0; row < rows; row++)
            {
                target[row] = source[row * sourceRow];
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
