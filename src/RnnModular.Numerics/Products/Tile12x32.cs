using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnModular.Numerics;

/// <summary>A tile of 12 rows by 32 columns for AVX-512: 24 accumulators stay in registers over the whole depth.</summary>
static unsafe class Tile12x32
{
    public const int Rows = 12;
    public const int Columns = 32;

    // Rows of a that is read where it lies are far apart, which the processor does not foresee.
    const int Ahead = 8;

    /// <inheritdoc cref="TileShape.Kernel"/>
    [SkipLocalsInit]
    public static void Multiply(nint depth, float* a, nint aStep, float* b, nint bStep, float* c, nint cStep, bool add)
    {
        Vector512<float> c0L = Vector512<float>.Zero, c0R = Vector512<float>.Zero;
        Vector512<float> c1L = Vector512<float>.Zero, c1R = Vector512<float>.Zero;
        Vector512<float> c2L = Vector512<float>.Zero, c2R = Vector512<float>.Zero;
        Vector512<float> c3L = Vector512<float>.Zero, c3R = Vector512<float>.Zero;
        Vector512<float> c4L = Vector512<float>.Zero, c4R = Vector512<float>.Zero;
        Vector512<float> c5L = Vector512<float>.Zero, c5R = Vector512<float>.Zero;
        Vector512<float> c6L = Vector512<float>.Zero, c6R = Vector512<float>.Zero;
        Vector512<float> c7L = Vector512<float>.Zero, c7R = Vector512<float>.Zero;
        Vector512<float> c8L = Vector512<float>.Zero, c8R = Vector512<float>.Zero;
        Vector512<float> c9L = Vector512<float>.Zero, c9R = Vector512<float>.Zero;
        Vector512<float> c10L = Vector512<float>.Zero, c10R = Vector512<float>.Zero;
        Vector512<float> c11L = Vector512<float>.Zero, c11R = Vector512<float>.Zero;
        if (add)
        {
            TileStore.Expect(c, cStep, Rows, Columns);
        }

        for (; depth > 0; depth--)
        {
            Sse.Prefetch0(a + Ahead * aStep + Rows - 1);
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
            x = Vector512.Create(a[4]);
            c4L = Vector512.FusedMultiplyAdd(x, left, c4L);
            c4R = Vector512.FusedMultiplyAdd(x, right, c4R);
            x = Vector512.Create(a[5]);
            c5L = Vector512.FusedMultiplyAdd(x, left, c5L);
            c5R = Vector512.FusedMultiplyAdd(x, right, c5R);
            x = Vector512.Create(a[6]);
            c6L = Vector512.FusedMultiplyAdd(x, left, c6L);
            c6R = Vector512.FusedMultiplyAdd(x, right, c6R);
            x = Vector512.Create(a[7]);
            c7L = Vector512.FusedMultiplyAdd(x, left, c7L);
            c7R = Vector512.FusedMultiplyAdd(x, right, c7R);
            x = Vector512.Create(a[8]);
            c8L = Vector512.FusedMultiplyAdd(x, left, c8L);
            c8R = Vector512.FusedMultiplyAdd(x, right, c8R);
            x = Vector512.Create(a[9]);
            c9L = Vector512.FusedMultiplyAdd(x, left, c9L);
            c9R = Vector512.FusedMultiplyAdd(x, right, c9R);
            x = Vector512.Create(a[10]);
            c10L = Vector512.FusedMultiplyAdd(x, left, c10L);
            c10R = Vector512.FusedMultiplyAdd(x, right, c10R);
            x = Vector512.Create(a[11]);
            c11L = Vector512.FusedMultiplyAdd(x, left, c11L);
            c11R = Vector512.FusedMultiplyAdd(x, right, c11R);
            a += aStep;
            b += bStep;
        }

        TileStore.Put(c, c0L, c0R, add);
        TileStore.Put(c + cStep, c1L, c1R, add);
        TileStore.Put(c + 2 * cStep, c2L, c2R, add);
        TileStore.Put(c + 3 * cStep, c3L, c3R, add);
        TileStore.Put(c + 4 * cStep, c4L, c4R, add);
        TileStore.Put(c + 5 * cStep, c5L, c5R, add);
        TileStore.Put(c + 6 * cStep, c6L, c6R, add);
        TileStore.Put(c + 7 * cStep, c7L, c7R, add);
        TileStore.Put(c + 8 * cStep, c8L, c8R, add);
        TileStore.Put(c + 9 * cStep, c9L, c9R, add);
        TileStore.Put(c + 10 * cStep, c10L, c10R, add);
        TileStore.Put(c + 11 * cStep, c11L, c11R, add);
    }
}
