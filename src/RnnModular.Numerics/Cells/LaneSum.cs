namespace RnnModular.Numerics;

/// <summary>The sum over the lanes of each row, in an order that no vector width changes: sixteen partial sums, then pairs.</summary>
public static unsafe class LaneSum
{
    /// <summary>Sums <paramref name="width"/> lanes of each row into a column.</summary>
    public static void Rows(float* values, nint stride, int width, float* sums, nint sumStride, int rows)
    {
        float* partial = stackalloc float[Alignment.Floats];
        for (int row = 0; row < rows; row++, values += stride, sums += sumStride)
        {
            new Span<float>(partial, Alignment.Floats).Clear();
            for (int lane = 0; lane < width; lane++)
            {
                partial[lane % Alignment.Floats] += values[lane];
            }

            for (int half = Alignment.Floats / 2; half > 0; half /= 2)
            {
                for (int lane = 0; lane < half; lane++)
                {
                    partial[lane] += partial[lane + half];
                }
            }

            *sums = partial[0];
        }
    }
}
