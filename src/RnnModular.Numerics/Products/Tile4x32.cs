using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>A tile of 4 rows by 32 columns for AVX-512: 8 accumulators stay in registers over the whole depth.</summary>
static unsafe class Tile4x32
{
    public const int Rows = 4;
    public const int Columns = 32;

    /// <inheritdoc cref="TileShape.Kernel"/>
    [SkipLocalsInit]
    public static void Multiply(nint depth, float* a, nint aStep, float* b, nint bStep, float* c, nint cStep, bool add)
    {
        Vector512<float> c0L = Vector512<float>.Zero, c0R = Vector512<float>.Zero;
        Vector512<float> c1L = Vector512<float>.Zero, c1R = Vector512<float>.Zero;
        Vector512<float> c2L = Vector512<float>.Zero, c2R = Vector512<float>.Zero;
        Vector512<float> c3L = Vector512<float>.Zero, c3R = Vector512<float>.Zero;
        for (; depth > 0; depth--)
        {
            Vector512<float> left = Vector512.Load(b);
            Vector512<float> right = Vector512.Load(b + 16);
            Vector512<float> x = Vector512.Create(a[0]);
            c0L = Vector512.FusedMultiplyAdd(x, left, c0L);
            c0R = Vector512.FusedMultiplyAdd(x, right, c0R);
            x = Vector512.Create(a[1]);
            c1L = Vector512.FusedMultiplyAdd(x, left, c1L);
            c1R = Vector512.FusedMultiplyAdd(x, right, c1R);
            x = Vector512.Create(a[2]);
            c2L = Vector512.FusedMultiplyAdd(x, left, c2L);
            c2R = Vector512.FusedMultiplyAdd(x, right, c2R);
            x = Vector512.Create(a[3]);
            c3L = Vector512.FusedMultiplyAdd(x, left, c3L);
            c3R = Vector512.FusedMultiplyAdd(x, right, c3R);
            a += aStep;
            b += bStep;
        }

        TileStore.Put(c, c0L, c0R, add);
        TileStore.Put(c + cStep, c1L, c1R, add);
        TileStore.Put(c + 2 * cStep, c2L, c2R, add);
        TileStore.Put(c + 3 * cStep, c3L, c3R, add);
    }
}
