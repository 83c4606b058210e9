using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>The sum over the lanes of each row, in an order that no vector width changes: sixteen partial sums, then pairs.</summary>
public static unsafe class LaneSum
{
    static readonly Vector512<float> _places = Vector512.CreateSequence(0f, 1f);

    /// <summary>Sums <paramref name="width"/> lanes of each row into a column.</summary>
    public static void Rows(float* values, nint stride, int width, float* sums, nint sumStride, int rows)
    {
        for (int row = 0; row < rows; row++, values += stride, sums += sumStride)
        {
            *sums = Of(values, width);
        }
    }

    /// <summary>The sum of <paramref name="width"/> lanes.</summary>
    /// <remarks>Rows are padded: the lanes from the width to the next multiple of sixteen are read, and left out.</remarks>
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
            Vector512<float> isLane = Vector512.LessThan(_places, Vector512.Create((float)(width - whole)));
            partial += Vector512.ConditionalSelect(isLane, Vector512.Load(values + whole), Vector512<float>.Zero);
        }

        Vector256<float> eight = partial.GetLower() + partial.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        float even = four[0] + four[2];
        float odd = four[1] + four[3];
        return even + odd;
    }
}
