using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>The sum over the lanes of each row, in an order that no vector width changes: sixteen partial sums, then pairs.</summary>
public static unsafe class LaneSum
{
    /// <summary>Sums <paramref name="width"/> lanes of each row into a column.</summary>
    public static void Rows(float* values, nint stride, int width, float* sums, nint sumStride, int rows)
    {
        for (int row = 0; row < rows; row++, values += stride, sums += sumStride)
        {
            *sums = Of(values, width);
        }
    }

    /// <summary>The sum of <paramref name="width"/> lanes.</summary>
    public static float Of(float* values, int width)
    {
        Vector512<float> partial = Vector512<float>.Zero;
        int whole = width & -Alignment.Floats;
        for (int lane = 0; lane < whole; lane += Alignment.Floats)
        {
            partial += Vector512.Load(values + lane);
        }

        if (whole < width)
        {
            float* rest = stackalloc float[Alignment.Floats];
            partial.Store(rest);
            for (int lane = whole; lane < width; lane++)
            {
                rest[lane - whole] += values[lane];
            }

            partial = Vector512.Load(rest);
        }

        Vector256<float> eight = partial.GetLower() + partial.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        float even = four[0] + four[2];
        float odd = four[1] + four[3];
        return even + odd;
    }
}
