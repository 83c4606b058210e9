using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RnnModular.Interop.SafeTensors;

/// <summary>An element type of the safetensors format: its name in the header, its size, and how it becomes float32.</summary>
/// <param name="Name">As in the header, for instance <c>BF16</c>.</param>
/// <param name="Size">Bytes per element.</param>
/// <param name="Convert">Little-endian bytes to floats; null for a type that has no place in a float32 model.</param>
sealed record TensorType(string Name, int Size, Action<ReadOnlySpan<byte>, Span<float>>? Convert)
{
    static readonly Dictionary<string, TensorType> _all = new TensorType[]
    {
        new("F32", 4, FromSingle),
        new("F64", 8, FromDouble),
        new("F16", 2, FromHalf),
        new("BF16", 2, FromBrain),
        new("BOOL", 1, null),
        new("U8", 1, null),
        new("I8", 1, null),
        new("F8_E5M2", 1, null),
        new("F8_E4M3", 1, null),
        new("U16", 2, null),
        new("I16", 2, null),
        new("U32", 4, null),
        new("I32", 4, null),
        new("U64", 8, null),
        new("I64", 8, null),
    }.ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>The type of that name, or null.</summary>
    public static TensorType? Find(string name) => _all.GetValueOrDefault(name);

    static void FromSingle(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values));
            return;
        }

        for (int index = 0; index < values.Length; index++)
        {
            values[index] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * index)..]);
        }
    }

    static void FromDouble(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * index)..]);
        }
    }

    static void FromHalf(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * index)..]);
        }
    }

    // bfloat16 is the upper half of a float32.
    static void FromBrain(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * index)..]) << 16);
        }
    }
}
