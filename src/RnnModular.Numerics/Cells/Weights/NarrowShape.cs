namespace RnnModular.Numerics;

/// <summary>
/// How a narrow panel lies in memory: [blocks]{ int8 only: scales [gates][lanes] }[pairs][gates][lanes][2]. Two weights that follow
/// each other in depth lie side by side, so that one load brings both; an odd depth ends with a zero.
/// </summary>
readonly struct NarrowShape
{
    /// <summary>The shape of a panel.</summary>
    /// <param name="format">BFloat16 or Int8.</param>
    /// <param name="lanes">Floats in a vector.</param>
    /// <param name="gates">Weights that share the operand.</param>
    /// <param name="depth">Length of the operand.</param>
    public NarrowShape(WeightFormat format, int lanes, int gates, nint depth)
    {
        Gates = gates;
        Columns = gates * lanes;
        Depth = depth;
        Scales = format == WeightFormat.Int8 ? Columns * sizeof(float) : 0;
        Vector = 2 * lanes * (format == WeightFormat.Int8 ? sizeof(sbyte) : sizeof(ushort));
        Pair = gates * Vector;
        Block = Scales + (((depth + 1) >> 1) * Pair);
    }

    /// <summary>Weights that share the operand.</summary>
    public int Gates { get; }

    /// <summary>Lanes of a block's gates side by side.</summary>
    public int Columns { get; }

    /// <summary>Length of the operand.</summary>
    public nint Depth { get; }

    /// <summary>Bytes before a block's weights.</summary>
    public nint Scales { get; }

    /// <summary>Bytes of one pair of every lane of a gate.</summary>
    public nint Vector { get; }

    /// <summary>Bytes of one pair of every gate.</summary>
    public nint Pair { get; }

    /// <summary>Bytes of a block.</summary>
    public nint Block { get; }
}
