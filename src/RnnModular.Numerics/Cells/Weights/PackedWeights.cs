namespace RnnModular.Numerics;

/// <summary>Packed weights as kernels receive them: where they lie, and in which format.</summary>
public readonly unsafe struct PackedWeights
{
    internal PackedWeights(void* data, WeightFormat format, bool isOfOneRow = false)
    {
        Address = (byte*)data;
        Format = format;
        IsOfOneRow = isOfOneRow;
    }

    /// <summary>The format.</summary>
    public WeightFormat Format { get; }

    /// <summary>No weights: for an operand that is zero, as states are before the first step.</summary>
    public static PackedWeights None => default;

    /// <summary>True for <see cref="None"/>.</summary>
    public bool IsNone => Address is null;

    /// <summary>True for float32 weights with one output each.</summary>
    public bool IsOfOneRow { get; }

    /// <summary>True when <see cref="NarrowProduct"/> reads them, and not the tiles of the cell: a narrow format, weights of one row, or none.</summary>
    public bool IsNarrow => Format != WeightFormat.Float32 || IsOfOneRow || IsNone;

    /// <summary>The first float32 block.</summary>
    public float* Data => (float*)Address;

    internal byte* Address { get; }
}
