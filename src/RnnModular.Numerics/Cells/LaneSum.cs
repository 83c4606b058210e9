using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>The sum over the lanes of each row, in an order that no vector width changes: sixteen partial sums, then pairs.</summary>
public static unsafe class LaneSum
{
    static readonly Vector512<float> _places = Vector512.CreateSequence(0f, 1f);

    /// <summary>Sums <paramref name="width"/> lanes of each row into a column.</summary>
    /// <remarks>Rows are padded: the lanes from the width to the next multiple of sixteen are read, and left out.</remarks>
    public static void Rows(float* values, nint stride, int width, float* sums, nint sumStride, int rows)
    {
        int whole = width & -Alignment.Floats;
        Vector512<float> isLane = Vector512.LessThan(_places, Vector512.Create((float)(width - whole)));
        for (int row = 0; row < rows; row++, values += stride, sums += sumStride)
        {
            Vector512<float> partial = Vector512<float>.Zero;
            for (int lane = 0; lane < whole; lane += Alignment.Floats)
            {
                partial += Vector512.Load(values + lane);
            }

            if (whole < width)
            {
                partial += Vector512.ConditionalSelect(isLane, Vector512.Load(values + whole), Vector512<float>.Zero);
            }

            Vector256<float> eight = partial.GetLower() + partial.GetUpper();
            Vector128<float> four = eight.GetLower() + eight.GetUpper();
            *sums = four.GetElement(0) + four.GetElement(2) + (four.GetElement(1) + four.GetElement(3));
        }
    }
}
