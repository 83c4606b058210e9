namespace RnnModular.Numerics;

/// <summary>Packed weights as kernels receive them: where they lie, and in which format.</summary>
public readonly unsafe struct PackedWeights
{
    internal PackedWeights(void* data, WeightFormat format)
    {
        Address = (byte*)data;
        Format = format;
    }

    /// <summary>The format.</summary>
    public WeightFormat Format { get; }

    /// <summary>True when <see cref="NarrowProduct"/> reads them, and not the tiles of the cell.</summary>
    public bool IsNarrow => Format != WeightFormat.Float32;

    /// <summary>The first float32 block.</summary>
    public float* Data => (float*)Address;

    internal byte* Address { get; }
}
