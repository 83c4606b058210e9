namespace RnnModular.Numerics;

/// <summary>
/// How a narrow panel lies in memory: [blocks]{ int8 only: scales [gates][lanes] }[pairs][gates][lanes][2]. Two weights that follow
/// each other in depth lie side by side, so that one load brings both; an odd depth ends with a zero.
/// </summary>
/// <param name="format">BFloat16 or Int8.</param>
/// <param name="lanes">Floats in a vector.</param>
/// <param name="gates">Weights that share the operand.</param>
/// <param name="depth">Length of the operand.</param>
readonly struct NarrowShape(WeightFormat format, int lanes, int gates, nint depth)
{
    /// <summary>Bytes before a block's weights.</summary>
    public nint Scales => format == WeightFormat.Int8 ? (nint)gates * lanes * sizeof(float) : 0;

    /// <summary>Bytes of one pair of every lane of a gate.</summary>
    public nint Vector => 2 * lanes * (format == WeightFormat.Int8 ? sizeof(sbyte) : sizeof(ushort));

    /// <summary>Bytes of one pair of every gate.</summary>
    public nint Pair => gates * Vector;

    /// <summary>Bytes of a block.</summary>
    public nint Block => Scales + ((depth + 1) / 2 * Pair);

    /// <summary>Lanes of a block's gates side by side.</summary>
    public int Columns => gates * lanes;

    /// <summary>Length of the operand.</summary>
    public nint Depth => depth;
}
