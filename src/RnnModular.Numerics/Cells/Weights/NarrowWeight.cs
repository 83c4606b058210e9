namespace RnnModular.Numerics;

/// <summary>One weight in a narrow format.</summary>
static class NarrowWeight
{
    // Steps on each side of zero.
    const int Steps = 127;

    /// <summary>The upper half of the float nearest to <paramref name="weight"/> whose lower half is zero; ties to even.</summary>
    public static ushort BFloat16(float weight)
    {
        const uint Quiet = 0x40;
        uint bits = BitConverter.SingleToUInt32Bits(weight);
        return (ushort)(float.IsNaN(weight)
            ? (bits >> 16) | Quiet
            : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>The step of a row whose largest magnitude is given: NaN when that is no finite number.</summary>
    public static float Scale(float largest) => float.IsFinite(largest) ? largest / Steps : float.NaN;

    /// <summary>The whole number of steps nearest to a weight; ties to even.</summary>
    public static sbyte Int8(float weight, float scale) =>
        scale > 0 ? (sbyte)Math.Clamp(MathF.Round(weight / scale), -Steps, Steps) : (sbyte)0;
}
