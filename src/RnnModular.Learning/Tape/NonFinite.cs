using System.Numerics;

namespace RnnModular.Learning;

/// <summary>Looks for NaN and infinities.</summary>
static class NonFinite
{
    /// <summary>True when every value is finite.</summary>
    public static bool None(ReadOnlySpan<float> values)
    {
        int index = 0;
        for (; index <= values.Length - Vector<float>.Count; index += Vector<float>.Count)
        {
            // x − x is 0 for finite x and NaN for all others, and NaN equals nothing.
            var x = new Vector<float>(values[index..]);
            if (!Vector.EqualsAll(x - x, Vector<float>.Zero))
            {
                return false;
            }
        }

        for (; index < values.Length; index++)
        {
            if (!float.IsFinite(values[index]))
            {
                return false;
            }
        }

        return true;
    }
}
