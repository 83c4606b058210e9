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
        for (; rows >= 4; rows -= 4, values += 4 * stride, sums += 4 * sumStride)
        {
            Four(values, stride, 0, 1, width, sums, sumStride);
        }

        for (; rows > 0; rows--, values += stride, sums += sumStride)
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
        for (; rows >= 4; rows -= 4, values += 4 * stride, sums += 4 * sumStride)
        {
            Four(values, stride, width - 1, -1, width, sums, sumStride);
        }

        for (; rows > 0; rows--, values += stride, sums += sumStride)
        {
            float sum = 0;
            for (int lane = width - 1; lane >= 0; lane--)
            {
                sums[lane] = sum += values[lane];
            }
        }
    }

    // Each sum waits for the one before it; those of four rows wait side by side.
    static void Four(float* values, nint stride, int first, int step, int width, float* sums, nint sumStride)
    {
        float a = 0, b = 0, c = 0, d = 0;
        int lane = first;
        for (int count = 0; count < width; count++, lane += step)
        {
            sums[lane] = a += values[lane];
            sums[sumStride + lane] = b += values[stride + lane];
            sums[2 * sumStride + lane] = c += values[2 * stride + lane];
            sums[3 * sumStride + lane] = d += values[3 * stride + lane];
        }
    }
}
