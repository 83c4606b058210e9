namespace RnnModular.Numerics;

/// <summary>The largest lane of each row; NaN if any lane is.</summary>
public static unsafe class LaneMax
{
    /// <summary>Takes the largest of <paramref name="width"/> lanes of each row into a column.</summary>
    public static void Rows(float* values, nint stride, int width, float* largest, nint largestStride, int rows)
    {
        for (int row = 0; row < rows; row++, values += stride, largest += largestStride)
        {
            float most = values[0];
            for (int lane = 1; lane < width; lane++)
            {
                most = MathF.Max(most, values[lane]);
            }

            *largest = most;
        }
    }
}
