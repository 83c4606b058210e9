using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>
/// Products of float64 matrices. Each element is a sum over k in order, in blocks of 128 that are one chain of fused
/// multiply–adds each, so its bits do not depend on the width of the vectors.
/// </summary>
static unsafe class DoubleProduct
{
    // A block's panel of b stays in the first-level cache while all rows of a pass by.
    const int DepthBlock = 128;

    // Up to so many rows, whole panels of b are read where they lie: too few to pay for a copy.
    const int InPlaceRows = 256;

    [ThreadStatic]
    static AlignedBuffer? _panel;

    /// <summary>C = A B.</summary>
    public static void Set(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) => Multiply(a, b, c, 1, false, Simd.Best);

    /// <summary>C += A B.</summary>
    public static void Add(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) => Multiply(a, b, c, 1, true, Simd.Best);

    /// <summary>C −= A B.</summary>
    public static void Subtract(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) => Multiply(a, b, c, -1, true, Simd.Best);

    /// <summary>C (+)= sign · A B.</summary>
    /// <param name="a">[M, K], with any steps.</param>
    /// <param name="b">[K, N], with any steps.</param>
    /// <param name="c">[M, N], its columns side by side; must not overlap the operands.</param>
    /// <param name="sign">1 or −1.</param>
    /// <param name="add">True to add to c.</param>
    /// <param name="width">The vectors.</param>
    public static void Multiply(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, double sign, bool add, SimdWidth width)
    {
        switch (width)
        {
            case SimdWidth.Avx512:
                Multiply<DoubleLanes512, Vector512<double>>(a, b, c, sign, add);
                break;
            case SimdWidth.Avx2:
                Multiply<DoubleLanes256, Vector256<double>>(a, b, c, sign, add);
                break;
            default:
                Multiply<DoubleLanes128, Vector128<double>>(a, b, c, sign, add);
                break;
        }
    }

    static void Multiply<TWidth, TLanes>(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, double sign, bool add)
        where TWidth : IDoubleLanes<TLanes>
    {
        int tile = 2 * TWidth.Count;
        for (int step = 0; step < a.Columns; step += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, a.Columns - step);
            for (int column = 0; column < c.Columns; column += tile)
            {
                int columns = Math.Min(tile, c.Columns - column);
                bool inPlace = c.Rows <= InPlaceRows && columns == tile && b.ColumnStep == 1 && sign == 1;
                DoubleMatrix panel = b.Part(step, depth, column, columns);
                Column<TWidth, TLanes>(a.Part(0, a.Rows, step, depth), inPlace ? panel : Packed(panel, tile, sign), c.Part(0, c.Rows, column, columns), add || step > 0);
            }
        }
    }

    /// <summary>All tiles below each other.</summary>
    [SkipLocalsInit]
    static void Column<TWidth, TLanes>(DoubleMatrix a, DoubleMatrix panel, DoubleMatrix c, bool add)
        where TWidth : IDoubleLanes<TLanes>
    {
        int tile = 2 * TWidth.Count;
        double* aside = stackalloc double[DoubleTile.Rows * tile];
        for (int row = 0; row < c.Rows; row += DoubleTile.Rows)
        {
            double* first = a.Data + (row * a.RowStep);
            int rows = Math.Min(DoubleTile.Rows, c.Rows - row);
            if (rows == DoubleTile.Rows && c.Columns == tile)
            {
                DoubleTile.Multiply<TWidth, TLanes>(a.Columns, first, a.RowStep, a.ColumnStep, rows, panel.Data, panel.RowStep, c.Data + (row * c.RowStep), c.RowStep, add);
                continue;
            }

            // At the edge the tile is computed elsewhere first: nothing beyond c may be touched.
            DoubleTile.Multiply<TWidth, TLanes>(a.Columns, first, a.RowStep, a.ColumnStep, rows, panel.Data, panel.RowStep, aside, tile, false);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < c.Columns; j++)
                {
                    double* target = c.Data + ((row + i) * c.RowStep) + j;
                    double sum = aside[(i * tile) + j];
                    *target = add ? *target + sum : sum;
                }
            }
        }
    }

    /// <summary>A copy of a panel of b, with zeros up to the width of a tile.</summary>
    static DoubleMatrix Packed(DoubleMatrix b, int tile, double sign)
    {
        AlignedBuffer buffer = _panel ??= new AlignedBuffer(DepthBlock * 16 * (sizeof(double) / sizeof(float)));
        double* target = (double*)buffer.Pointer;
        for (int k = 0; k < b.Rows; k++)
        {
            double* source = b.Data + (k * b.RowStep);
            for (int j = 0; j < tile; j++, target++)
            {
                *target = j < b.Columns ? sign * source[j * b.ColumnStep] : 0;
            }
        }

        return new DoubleMatrix((double*)buffer.Pointer, b.Rows, tile, tile);
    }
}
