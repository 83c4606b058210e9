using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>The sum over the lanes of each row, in an order that no vector width changes: sixteen partial sums, then pairs.</summary>
public static unsafe class LaneSum
{
    // Written out and inlined even where it is rarely needed: for a call, or a static field whose class may have to be initialised,
    // a loop would give up all its registers.
    static Vector512<float> Places
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

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
        for (int lane = 0; lane < width; lane += Alignment.Floats)
        {
            partial += Within(Vector512.Load(values + lane), width - lane);
        }

        return Total(partial);
    }

    /// <summary>The first <paramref name="lanes"/> of sixteen lanes, zero beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Within(Vector512<float> values, nint lanes) =>
        lanes >= Alignment.Floats ? values : Vector512.ConditionalSelect(Vector512.LessThan(Places, Vector512.Create((float)lanes)), values, Vector512<float>.Zero);

    /// <summary>Sets sixteen partial sums to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(float* partial) => Vector512<float>.Zero.Store(partial);

    /// <summary>Adds lanes <paramref name="j"/> to <paramref name="j"/> + 7 of a row of <paramref name="width"/> to their partial sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(float* partial, Vector256<float> values, nint j, nint width)
    {
        if (width - j < Vector256<float>.Count)
        {
            values = Vector256.ConditionalSelect(Vector256.LessThan(Places.GetLower(), Vector256.Create((float)(width - j))), values, Vector256<float>.Zero);
        }

        partial += j & 8;
        (Vector256.Load(partial) + values).Store(partial);
    }

    /// <summary>Adds lanes <paramref name="j"/> to <paramref name="j"/> + 3 of a row of <paramref name="width"/> to their partial sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(float* partial, Vector128<float> values, nint j, nint width)
    {
        if (width - j < Vector128<float>.Count)
        {
            values = Vector128.ConditionalSelect(Vector128.LessThan(Places.GetLower().GetLower(), Vector128.Create((float)(width - j))), values, Vector128<float>.Zero);
        }

        partial += j & 12;
        (Vector128.Load(partial) + values).Store(partial);
    }

    /// <summary>The sum of sixteen partial sums.</summary>
    public static float Total(float* partial) => Total(Vector512.Load(partial));

    /// <summary>The sum of sixteen partial sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Total(Vector512<float> partial)
    {
        Vector256<float> eight = partial.GetLower() + partial.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        float even = four[0] + four[2];
        float odd = four[1] + four[3];
        return even + odd;
    }
}
