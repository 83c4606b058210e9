namespace RnnModular.Numerics;

/// <summary>Running sums over the lanes of each row, one lane after the other.</summary>
public static unsafe class LaneScan
{
    /// <summary>The sum of each lane and all before it.</summary>
    /// <param name="values">The first row.</param>
    /// <param name="stride">Floats from row to row; 0 for what all rows share.</param>
    /// <param name="width">The lanes.</param>
    /// <param name="sums">The first row of the result.</param>
    /// <param name="sumStride">Floats from row to row.</param>
    /// <param name="rows">How many rows.</param>
    public static void Forward(float* values, nint stride, int width, float* sums, nint sumStride, int rows)
    {
        for (int row = 0; row < rows; row++, values += stride, sums += sumStride)
        {
            float sum = 0;
            for (int lane = 0; lane < width; lane++)
            {
                sums[lane] = sum += values[lane];
            }
        }
    }

    /// <summary>The sum of each lane and all after it.</summary>
    /// <inheritdoc cref="Forward"/>
    public static void Backward(float* values, nint stride, int width, float* sums, nint sumStride, int rows)
    {
        for (int row = 0; row < rows; row++, values += stride, sums += sumStride)
        {
            float sum = 0;
            for (int lane = width - 1; lane >= 0; lane--)
            {
                sums[lane] = sum += values[lane];
            }
        }
    }
}
