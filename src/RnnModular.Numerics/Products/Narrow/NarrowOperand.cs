using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>The operand of quantized weights: a block of it, rounded to whole 16-bit numbers.</summary>
static unsafe class NarrowOperand
{
    /// <summary>Values of a block: the most whose products with int8 weights an int can hold, 127 · 32767 each.</summary>
    public const int Block = 512;

    const int Steps = short.MaxValue;

    // Below this the steps could not be told from zero; a block of such values counts as zero.
    const float Least = 7.888609e-31f;

    // Adding it rounds a float of less than 2²² to a whole number, ties to even, and leaves that in the low bits.
    const float Rounding = 12582912;

    /// <summary>Rounds values to steps of the largest over 32767.</summary>
    /// <param name="values">[<paramref name="count"/>] values.</param>
    /// <param name="count">At most <see cref="Block"/>.</param>
    /// <param name="target">Receives the numbers of steps, and a zero after an odd count.</param>
    /// <returns>The step: NaN when a value is not finite, and 0 when all are below 2⁻¹⁰⁰; then all numbers are 0.</returns>
    public static float Round(float* values, nint count, short* target)
    {
        target[(count - 1) | 1] = 0;
        float largest = Largest(values, count);
        if (!(largest >= Least && largest <= float.MaxValue))
        {
            new Span<short>(target, (int)count).Clear();
            return largest < Least ? 0 : float.NaN;
        }

        float inverse = Steps / largest;
        nint k = 0;
        for (; k + (2 * Vector256<float>.Count) <= count; k += 2 * Vector256<float>.Count)
        {
            Vector256<int> lower = Whole(Vector256.Load(values + k), inverse);
            Vector256<int> upper = Whole(Vector256.Load(values + k + Vector256<float>.Count), inverse);
            Vector256.Store(Vector256.Narrow(lower, upper), target + k);
        }

        for (; k < count; k++)
        {
            target[k] = (short)(BitConverter.SingleToInt32Bits((values[k] * inverse) + Rounding) - BitConverter.SingleToInt32Bits(Rounding));
        }

        return largest / Steps;
    }

    static Vector256<int> Whole(Vector256<float> values, float inverse) =>
        ((values * inverse) + Vector256.Create(Rounding)).AsInt32() - Vector256.Create(BitConverter.SingleToInt32Bits(Rounding));

    /// <summary>The largest magnitude. Bits of magnitudes are in the order of the numbers, infinity and NaN above all.</summary>
    static float Largest(float* values, nint count)
    {
        Vector256<int> most = Vector256<int>.Zero;
        nint k = 0;
        for (; k + Vector256<int>.Count <= count; k += Vector256<int>.Count)
        {
            most = Vector256.Max(most, Vector256.Load((int*)values + k) & Vector256.Create(int.MaxValue));
        }

        int largest = 0;
        for (int lane = 0; lane < Vector256<int>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        for (; k < count; k++)
        {
            largest = Math.Max(largest, ((int*)values)[k] & int.MaxValue);
        }

        return BitConverter.Int32BitsToSingle(largest);
    }
}
