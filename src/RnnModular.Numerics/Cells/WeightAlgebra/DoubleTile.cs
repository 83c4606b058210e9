using System.Runtime.CompilerServices;

namespace RnnModular.Numerics;

/// <summary>The register tile of float64 products: six rows of two vectors, one chain of fused multiply–adds each.</summary>
static unsafe class DoubleTile
{
    /// <summary>Rows.</summary>
    public const int Rows = 6;

    /// <summary>c = Σₖ aₖ bₖ, or c + the sum. Rows of a beyond <paramref name="rows"/> repeat the last.</summary>
    /// <param name="depth">How many k.</param>
    /// <param name="a">The first row of a.</param>
    /// <param name="aRow">From one row of a to the next.</param>
    /// <param name="aStep">From one k to the next.</param>
    /// <param name="rows">Rows of a there are, at most six.</param>
    /// <param name="b">Two vectors for the first k.</param>
    /// <param name="bStep">From one k to the next.</param>
    /// <param name="c">Six rows of two vectors.</param>
    /// <param name="cRow">From one row of c to the next.</param>
    /// <param name="add">True to add to c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TWidth, TLanes>(int depth, double* a, nint aRow, nint aStep, int rows, double* b, nint bStep, double* c, nint cRow, bool add)
        where TWidth : IDoubleLanes<TLanes>
    {
        double* a1 = a + (Math.Min(1, rows - 1) * aRow);
        double* a2 = a + (Math.Min(2, rows - 1) * aRow);
        double* a3 = a + (Math.Min(3, rows - 1) * aRow);
        double* a4 = a + (Math.Min(4, rows - 1) * aRow);
        double* a5 = a + (Math.Min(5, rows - 1) * aRow);
        TLanes c0L = TWidth.All(0), c0R = c0L, c1L = c0L, c1R = c0L, c2L = c0L, c2R = c0L;
        TLanes c3L = c0L, c3R = c0L, c4L = c0L, c4R = c0L, c5L = c0L, c5R = c0L;
        nint at = 0;
        for (int k = 0; k < depth; k++)
        {
            TLanes left = TWidth.Load(b);
            TLanes right = TWidth.Load(b + TWidth.Count);
            TLanes x = TWidth.All(a[at]);
            c0L = TWidth.MultiplyAdd(x, left, c0L);
            c0R = TWidth.MultiplyAdd(x, right, c0R);
            x = TWidth.All(a1[at]);
            c1L = TWidth.MultiplyAdd(x, left, c1L);
            c1R = TWidth.MultiplyAdd(x, right, c1R);
            x = TWidth.All(a2[at]);
            c2L = TWidth.MultiplyAdd(x, left, c2L);
            c2R = TWidth.MultiplyAdd(x, right, c2R);
            x = TWidth.All(a3[at]);
            c3L = TWidth.MultiplyAdd(x, left, c3L);
            c3R = TWidth.MultiplyAdd(x, right, c3R);
            x = TWidth.All(a4[at]);
            c4L = TWidth.MultiplyAdd(x, left, c4L);
            c4R = TWidth.MultiplyAdd(x, right, c4R);
            x = TWidth.All(a5[at]);
            c5L = TWidth.MultiplyAdd(x, left, c5L);
            c5R = TWidth.MultiplyAdd(x, right, c5R);
            at += aStep;
            b += bStep;
        }

        Put<TWidth, TLanes>(c, c0L, c0R, add);
        Put<TWidth, TLanes>(c + cRow, c1L, c1R, add);
        Put<TWidth, TLanes>(c + (2 * cRow), c2L, c2R, add);
        Put<TWidth, TLanes>(c + (3 * cRow), c3L, c3R, add);
        Put<TWidth, TLanes>(c + (4 * cRow), c4L, c4R, add);
        Put<TWidth, TLanes>(c + (5 * cRow), c5L, c5R, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put<TWidth, TLanes>(double* c, TLanes left, TLanes right, bool add)
        where TWidth : IDoubleLanes<TLanes>
    {
        TWidth.Store(add ? TWidth.Add(left, TWidth.Load(c)) : left, c);
        TWidth.Store(add ? TWidth.Add(right, TWidth.Load(c + TWidth.Count)) : right, c + TWidth.Count);
    }
}
