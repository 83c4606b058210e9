using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RnnModular.Interop.SafeTensors;

/// <summary>
/// Collects tensors and texts, and writes them as one safetensors file (format 0.4: a little-endian length, a JSON header,
/// the data). Equal content gives equal bytes, whatever the order it came in.
/// </summary>
public sealed class SafeTensorsWriter : ITensorSink
{
    static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly SortedDictionary<string, (int[] Shape, float[] Values)> _tensors = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is taken or reserved, or the shape does not fit the values.</exception>
    public void Tensor(string name, ReadOnlySpan<int> shape, ReadOnlySpan<float> values)
    {
        long count = 1;
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            count = checked(count * size);
        }

        if (count != values.Length)
        {
            throw new ArgumentException($"The tensor '{name}' has the shape [{string.Join(", ", shape.ToArray())}] but {values.Length} values.", nameof(values));
        }

        if (name == Header.MetadataKey || !_tensors.TryAdd(name, (shape.ToArray(), values.ToArray())))
        {
            throw new ArgumentException($"The tensor name '{name}' is taken.", nameof(name));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key is taken.</exception>
    public void Text(string key, string value)
    {
        if (!_texts.TryAdd(key, value))
        {
            throw new ArgumentException($"The text key '{key}' is taken.", nameof(key));
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="RnnException">It cannot be written; an older file of that name is untouched.</exception>
    public void Save(string path) => AtomicFile.Write(path, FailureKind.Checkpoint, WriteTo);

    /// <summary>Writes the bytes of the file.</summary>
    public void WriteTo(Stream stream)
    {
        ArrayBufferWriter<byte> header = new();
        WriteHeader(header);

        // The data starts on a multiple of 8, as the format asks, by spaces after the JSON.
        int padding = -header.WrittenCount & 7;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);

        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        foreach ((_, float[] values) in _tensors.Values)
        {
            WriteValues(stream, values);
        }
    }

    void WriteHeader(IBufferWriter<byte> buffer)
    {
        using Utf8JsonWriter json = new(buffer, _options);
        json.WriteStartObject();
        if (_texts.Count > 0)
        {
            json.WriteStartObject(Header.MetadataKey);
            foreach ((string key, string value) in _texts)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        long offset = 0;
        foreach ((string name, (int[] shape, float[] values)) in _tensors)
        {
            json.WriteStartObject(name);
            json.WriteString("dtype", "F32");
            json.WriteStartArray("shape");
            foreach (int size in shape)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            offset += sizeof(float) * (long)values.Length;
            json.WriteNumberValue(offset);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void WriteValues(Stream stream, float[] values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes<float>(values));
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
