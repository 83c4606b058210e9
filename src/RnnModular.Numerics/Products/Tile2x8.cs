using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>A tile of 2 rows by 8 columns for any machine: 4 accumulators stay in registers over the whole depth.</summary>
static unsafe class Tile2x8
{
    public const int Rows = 2;
    public const int Columns = 8;

    /// <inheritdoc cref="TileShape.Kernel"/>
    [SkipLocalsInit]
    public static void Multiply(nint depth, float* a, nint aStep, float* b, nint bStep, float* c, nint cStep, bool add)
    {
        Vector128<float> c0L = Vector128<float>.Zero, c0R = Vector128<float>.Zero;
        Vector128<float> c1L = Vector128<float>.Zero, c1R = Vector128<float>.Zero;
        for (; depth > 0; depth--)
        {
            Vector128<float> left = Vector128.Load(b);
            Vector128<float> right = Vector128.Load(b + 4);
            Vector128<float> x = Vector128.Create(a[0]);
            c0L = Vector128.MultiplyAddEstimate(x, left, c0L);
            c0R = Vector128.MultiplyAddEstimate(x, right, c0R);
            x = Vector128.Create(a[1]);
            c1L = Vector128.MultiplyAddEstimate(x, left, c1L);
            c1R = Vector128.MultiplyAddEstimate(x, right, c1R);
            a += aStep;
            b += bStep;
        }

        TileStore.Put(c, c0L, c0R, add);
        TileStore.Put(c + cStep, c1L, c1R, add);
    }
}
