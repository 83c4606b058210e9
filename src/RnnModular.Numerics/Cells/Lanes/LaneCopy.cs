namespace RnnModular.Numerics;

/// <summary>Copies lanes of rows to other lanes: what slices and concatenations are made of.</summary>
public static unsafe class LaneCopy
{
    /// <summary>Copies <paramref name="width"/> lanes of each row.</summary>
    /// <param name="source">The first lane of the first row; its stride is 0 for what all rows share.</param>
    /// <param name="sourceStride">Floats from row to row.</param>
    /// <param name="width">How many lanes.</param>
    /// <param name="target">Where the first lane of the first row goes.</param>
    /// <param name="targetStride">Floats from row to row.</param>
    /// <param name="rows">How many rows.</param>
    public static void Rows(float* source, nint sourceStride, int width, float* target, nint targetStride, int rows)
    {
        for (int row = 0; row < rows; row++, source += sourceStride, target += targetStride)
        {
            new ReadOnlySpan<float>(source, width).CopyTo(new Span<float>(target, width));
        }
    }

    /// <summary>Copies each row among zeros.</summary>
    /// <param name="source">The first lane of the first row.</param>
    /// <param name="sourceStride">Floats from row to row.</param>
    /// <param name="width">Its lanes.</param>
    /// <param name="target">The first row of the result.</param>
    /// <param name="targetStride">Floats from row to row.</param>
    /// <param name="offset">The lane of the result at which the row begins.</param>
    /// <param name="targetWidth">The lanes of the result.</param>
    /// <param name="rows">How many rows.</param>
    public static void Padded(float* source, nint sourceStride, int width, float* target, nint targetStride, int offset, int targetWidth, int rows)
    {
        for (int row = 0; row < rows; row++, source += sourceStride, target += targetStride)
        {
            var result = new Span<float>(target, targetWidth);
            result.Clear();
            new ReadOnlySpan<float>(source, width).CopyTo(result[offset..]);
        }
    }
}
