using System.Numerics.Tensors;

namespace RnnModular.Learning;

/// <summary>Row by row arithmetic on matrices.</summary>
static class Elementwise
{
    /// <summary>target = source, or target += source.</summary>
    public static void Put(ReadOnlySpan<float> source, Span<float> target, bool accumulate)
    {
        if (accumulate)
        {
            TensorPrimitives.Add(target, source, target);
        }
        else
        {
            source.CopyTo(target);
        }
    }

    /// <summary>target = source, or target += source.</summary>
    public static void Put(MatrixView source, MatrixView target, bool accumulate)
    {
        for (int row = 0; row < source.Rows; row++)
        {
            Put(source[row], target[row], accumulate);
        }
    }

    /// <summary>target += source.</summary>
    public static void AddTo(MatrixView source, MatrixView target) => Put(source, target, accumulate: true);
}
