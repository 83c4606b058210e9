using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>The largest lane of each row; NaN if any lane is.</summary>
public static unsafe class LaneMax
{
    /// <summary>Takes the largest of <paramref name="width"/> lanes of each row into a column.</summary>
    public static void Rows(float* values, nint stride, int width, float* largest, nint largestStride, int rows)
    {
        for (int row = 0; row < rows; row++, values += stride, largest += largestStride)
        {
            *largest = Of(values, width);
        }
    }

    static float Of(float* values, int width)
    {
        float most = values[0];
        int lane = 1;
        if (width >= Alignment.Floats)
        {
            // The order does not matter: the largest is the same in any.
            Vector512<float> lanes = Vector512.Load(values);
            for (lane = Alignment.Floats; lane <= width - Alignment.Floats; lane += Alignment.Floats)
            {
                lanes = Vector512.Max(lanes, Vector512.Load(values + lane));
            }

            for (int index = 0; index < Alignment.Floats; index++)
            {
                most = MathF.Max(most, lanes[index]);
            }
        }

        for (; lane < width; lane++)
        {
            most = MathF.Max(most, values[lane]);
        }

        return most;
    }
}
