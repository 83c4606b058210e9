using System.Runtime.CompilerServices;

namespace RnnModular.Numerics;

/// <summary>The tiles of <see cref="MatrixProduct"/>: four rows by two vectors in registers, then what is left over.</summary>
/// <typeparam name="T">The vectors.</typeparam>
static unsafe class MatrixTiles<T> where T : struct, ILanes<T>
{
    const int TallRows = 4;

    /// <summary>Computes rows of one product.</summary>
    public static void Run(MatrixFactor a, float* b, float* c, nint stride, int from, int to, int depth, int columns, bool adds)
    {
        int row = from;
        for (; row <= to - TallRows; row += TallRows)
        {
            int column = 0;
            for (; columns - column > T.Count; column += 2 * T.Count)
            {
                Tall(a, row, b + column, c + (row * stride) + column, stride, depth, adds);
            }

            if (column < columns)
            {
                Narrow(a, row, b + column, c + (row * stride) + column, stride, depth, adds);
            }
        }

        for (; row < to; row++)
        {
            for (int column = 0; column < columns; column += T.Count)
            {
                Single(a, row, b + column, c + (row * stride) + column, stride, depth, adds);
            }
        }
    }

    /// <summary>Four rows, two vectors.</summary>
    static void Tall(MatrixFactor a, nint row, float* b, float* c, nint stride, int depth, bool adds)
    {
        float* a0 = a[row];
        float* a1 = a[row + 1];
        float* a2 = a[row + 2];
        float* a3 = a[row + 3];
        float* right = c + T.Count;
        (T c00, T c01) = (Start(c, adds), Start(right, adds));
        (T c10, T c11) = (Start(c + stride, adds), Start(right + stride, adds));
        (T c20, T c21) = (Start(c + (2 * stride), adds), Start(right + (2 * stride), adds));
        (T c30, T c31) = (Start(c + (3 * stride), adds), Start(right + (3 * stride), adds));
        nint at = 0;
        for (int k = 0; k < depth; k++, at += a.Depth, b += stride)
        {
            T left = T.Load(b);
            T next = T.Load(b + T.Count);
            T factor = T.Create(a0[at]);
            c00 = T.MultiplyAdd(factor, left, c00);
            c01 = T.MultiplyAdd(factor, next, c01);
            factor = T.Create(a1[at]);
            c10 = T.MultiplyAdd(factor, left, c10);
            c11 = T.MultiplyAdd(factor, next, c11);
            factor = T.Create(a2[at]);
            c20 = T.MultiplyAdd(factor, left, c20);
            c21 = T.MultiplyAdd(factor, next, c21);
            factor = T.Create(a3[at]);
            c30 = T.MultiplyAdd(factor, left, c30);
            c31 = T.MultiplyAdd(factor, next, c31);
        }

        c00.Store(c);
        c01.Store(right);
        c10.Store(c + stride);
        c11.Store(right + stride);
        c20.Store(c + (2 * stride));
        c21.Store(right + (2 * stride));
        c30.Store(c + (3 * stride));
        c31.Store(right + (3 * stride));
    }

    /// <summary>Four rows, one vector.</summary>
    static void Narrow(MatrixFactor a, nint row, float* b, float* c, nint stride, int depth, bool adds)
    {
        float* a0 = a[row];
        float* a1 = a[row + 1];
        float* a2 = a[row + 2];
        float* a3 = a[row + 3];
        (T c0, T c1) = (Start(c, adds), Start(c + stride, adds));
        (T c2, T c3) = (Start(c + (2 * stride), adds), Start(c + (3 * stride), adds));
        nint at = 0;
        for (int k = 0; k < depth; k++, at += a.Depth, b += stride)
        {
            T left = T.Load(b);
            c0 = T.MultiplyAdd(T.Create(a0[at]), left, c0);
            c1 = T.MultiplyAdd(T.Create(a1[at]), left, c1);
            c2 = T.MultiplyAdd(T.Create(a2[at]), left, c2);
            c3 = T.MultiplyAdd(T.Create(a3[at]), left, c3);
        }

        c0.Store(c);
        c1.Store(c + stride);
        c2.Store(c + (2 * stride));
        c3.Store(c + (3 * stride));
    }

    /// <summary>One row, one vector.</summary>
    static void Single(MatrixFactor a, nint row, float* b, float* c, nint stride, int depth, bool adds)
    {
        float* a0 = a[row];
        T sum = Start(c, adds);
        for (int k = 0; k < depth; k++, a0 += a.Depth, b += stride)
        {
            sum = T.MultiplyAdd(T.Create(*a0), T.Load(b), sum);
        }

        sum.Store(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Start(float* c, bool adds) => adds ? T.Load(c) : default;
}
