using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnModular.Numerics;

/// <summary>Writes one row of a finished tile.</summary>
static unsafe class TileStore
{
    /// <summary>Fetches what a tile will be added to while its sums are under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expect(float* c, nint cStep, int rows, int columns)
    {
        if (Sse.IsSupported)
        {
            for (int row = 0; row < rows; row++, c += cStep)
            {
                for (int column = 0; column < columns; column += Alignment.Floats)
                {
                    Sse.Prefetch0(c + column);
                }

                Sse.Prefetch0(c + columns - 1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(float* c, Vector128<float> left, Vector128<float> right, bool add)
    {
        if (add)
        {
            left += Vector128.Load(c);
            right += Vector128.Load(c + 4);
        }

        left.Store(c);
        right.Store(c + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(float* c, Vector256<float> left, Vector256<float> right, bool add)
    {
        if (add)
        {
            left += Vector256.Load(c);
            right += Vector256.Load(c + 8);
        }

        left.Store(c);
        right.Store(c + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(float* c, Vector512<float> left, Vector512<float> right, bool add)
    {
        if (add)
        {
            left += Vector512.Load(c);
            right += Vector512.Load(c + 16);
        }

        left.Store(c);
        right.Store(c + 16);
    }
}
