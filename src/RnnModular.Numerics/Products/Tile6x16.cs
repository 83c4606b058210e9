using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>A tile of 6 rows by 16 columns for AVX2: 12 accumulators stay in registers over the whole depth.</summary>
static unsafe class Tile6x16
{
    public const int Rows = 6;
    public const int Columns = 16;

    /// <inheritdoc cref="TileShape.Kernel"/>
    [SkipLocalsInit]
    public static void Multiply(nint depth, float* a, nint aStep, float* b, nint bStep, float* c, nint cStep, bool add)
    {
        Vector256<float> c0L = Vector256<float>.Zero, c0R = Vector256<float>.Zero;
        Vector256<float> c1L = Vector256<float>.Zero, c1R = Vector256<float>.Zero;
        Vector256<float> c2L = Vector256<float>.Zero, c2R = Vector256<float>.Zero;
        Vector256<float> c3L = Vector256<float>.Zero, c3R = Vector256<float>.Zero;
        Vector256<float> c4L = Vector256<float>.Zero, c4R = Vector256<float>.Zero;
        Vector256<float> c5L = Vector256<float>.Zero, c5R = Vector256<float>.Zero;
        for (; depth > 0; depth--)
        {
            Vector256<float> left = Vector256.Load(b);
            Vector256<float> right = Vector256.Load(b + 8);
            Vector256<float> x = Vector256.Create(a[0]);
            c0L = Vector256.FusedMultiplyAdd(x, left, c0L);
            c0R = Vector256.FusedMultiplyAdd(x, right, c0R);
            x = Vector256.Create(a[1]);
            c1L = Vector256.FusedMultiplyAdd(x, left, c1L);
            c1R = Vector256.FusedMultiplyAdd(x, right, c1R);
            x = Vector256.Create(a[2]);
            c2L = Vector256.FusedMultiplyAdd(x, left, c2L);
            c2R = Vector256.FusedMultiplyAdd(x, right, c2R);
            x = Vector256.Create(a[3]);
            c3L = Vector256.FusedMultiplyAdd(x, left, c3L);
            c3R = Vector256.FusedMultiplyAdd(x, right, c3R);
            x = Vector256.Create(a[4]);
            c4L = Vector256.FusedMultiplyAdd(x, left, c4L);
            c4R = Vector256.FusedMultiplyAdd(x, right, c4R);
            x = Vector256.Create(a[5]);
            c5L = Vector256.FusedMultiplyAdd(x, left, c5L);
            c5R = Vector256.FusedMultiplyAdd(x, right, c5R);
            a += aStep;
            b += bStep;
        }

        TileStore.Put(c, c0L, c0R, add);
        TileStore.Put(c + cStep, c1L, c1R, add);
        TileStore.Put(c + 2 * cStep, c2L, c2R, add);
        TileStore.Put(c + 3 * cStep, c3L, c3R, add);
        TileStore.Put(c + 4 * cStep, c4L, c4R, add);
        TileStore.Put(c + 5 * cStep, c5L, c5R, add);
    }
}
