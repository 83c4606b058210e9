using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>A tile of 2 rows by 16 columns for AVX2: 4 accumulators stay in registers over the whole depth.</summary>
static unsafe class Tile2x16
{
    public const int Rows = 2;
    public const int Columns = 16;

    /// <inheritdoc cref="TileShape.Kernel"/>
    [SkipLocalsInit]
    public static void Multiply(nint depth, float* a, nint aStep, float* b, nint bStep, float* c, nint cStep, bool add)
    {
        Vector256<float> c0L = Vector256<float>.Zero, c0R = Vector256<float>.Zero;
        Vector256<float> c1L = Vector256<float>.Zero, c1R = Vector256<float>.Zero;
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
            a += aStep;
            b += bStep;
        }

        TileStore.Put(c, c0L, c0R, add);
        TileStore.Put(c + cStep, c1L, c1R, add);
    }
}
