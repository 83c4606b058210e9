using System.Buffers.Binary;
using System.Text;

namespace RnnModular.Benchmarks.Peers.OnnxRuntime;

/// <summary>The little of protobuf's wire format that a model needs: whole numbers, texts, bytes and messages.</summary>
sealed class ProtobufWriter
{
    const int Varint = 0;
    const int LengthDelimited = 2;

    readonly MemoryStream _bytes = new();

    /// <summary>Everything written.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>A whole number.</summary>
    public ProtobufWriter Number(int field, long value)
    {
        WriteVarint(((ulong)field << 3) | Varint);
        WriteVarint((ulong)value);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes.</summary>
    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint(((ulong)field << 3) | LengthDelimited);
        WriteVarint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>Floats as the little-endian bytes of a tensor.</summary>
    public ProtobufWriter Floats(int field, ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (int index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), values[index]);
        }

        return Bytes(field, bytes);
    }

    /// <summary>A message inside this one.</summary>
    public ProtobufWriter Message(int field, Action<ProtobufWriter> write)
    {
        ProtobufWriter inner = new();
        write(inner);
        return Bytes(field, inner.ToArray());
    }

    void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.WriteByte((byte)(value | 0x80));
        }

        _bytes.WriteByte((byte)value);
    }
}
