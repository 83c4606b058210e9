using System.Buffers.Binary;

namespace RnnModular.Interop.SafeTensors;

/// <summary>A safetensors file, read and checked as a whole; F32, F64, F16 and BF16 come back as float32.</summary>
public sealed class SafeTensorsFile : ITensorSource
{
    const int LengthBytes = 8;
    const int ChunkBytes = 1 << 16;

    readonly string _path;
    readonly Header _header;
    readonly Dictionary<string, float[]> _values;

    SafeTensorsFile(string path, Header header, Dictionary<string, float[]> values)
    {
        _path = path;
        _header = header;
        _values = values;
        TensorNames = [.. header.Tensors.Keys.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TensorNames { get; }

    /// <summary>Keys of all texts, ordered.</summary>
    public IReadOnlyList<string> TextKeys => [.. _header.Texts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads a file.</summary>
    /// <exception cref="RnnException">It is missing, cannot be read, or breaks a rule of the format.</exception>
    public static SafeTensorsFile Open(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return Read(path, stream);
        }
        catch (FormatException error)
        {
            throw new RnnException(FailureKind.Checkpoint, $"'{path}' cannot be read as safetensors because {error.Message}; make or fetch the file again.", error);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RnnException(FailureKind.Checkpoint, $"'{path}' cannot be read because it is not there; check the path.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RnnException(FailureKind.Checkpoint, $"'{path}' cannot be read because of the file system ({error.Message.TrimEnd('.')}); check the path and its rights.", error);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape(string name) => Entry(name).Shape;

    /// <inheritdoc/>
    public void Tensor(string name, ReadOnlySpan<int> shape, Span<float> values)
    {
        TensorEntry entry = Entry(name);
        if (!shape.SequenceEqual(entry.Shape) || values.Length != entry.Count)
        {
            throw Misfit($"its tensor '{name}' has the shape [{string.Join(", ", entry.Shape)}] where [{string.Join(", ", shape.ToArray())}] is wanted; it belongs to another model");
        }

        if (!_values.TryGetValue(name, out float[]? stored))
        {
            throw Misfit($"its tensor '{name}' is {entry.Type.Name}, which is no real number; F32, F64, F16 and BF16 can be used");
        }

        stored.CopyTo(values);
    }

    /// <inheritdoc/>
    public string Text(string key) => _header.Texts.TryGetValue(key, out string? value)
        ? value
        : throw Misfit($"it has no text '{key}'; it belongs to another model or another version");

    static SafeTensorsFile Read(string path, FileStream stream)
    {
        long length = stream.Length;
        Header.Check(length >= LengthBytes, "it is cut off inside the length of its header");
        Span<byte> prefix = stackalloc byte[LengthBytes];
        ReadExactly(stream, prefix);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        Header.Check(headerLength <= Header.LongestHeader, $"the length of its header, {headerLength} bytes, is absurd");
        Header.Check((long)headerLength <= length - LengthBytes, "it is cut off inside its header");

        byte[] json = new byte[headerLength];
        ReadExactly(stream, json);
        Header header = Header.Parse(json, length - LengthBytes - (long)headerLength);
        Dictionary<string, float[]> values = new(StringComparer.Ordinal);
        byte[] chunk = new byte[ChunkBytes];
        foreach (TensorEntry entry in header.Tensors.Values.Where(t => t.Type.Convert is not null))
        {
            Header.Check(entry.Count <= Array.MaxLength, $"the tensor '{entry.Name}' is too large for this machine");
            stream.Position = LengthBytes + (long)headerLength + entry.Start;
            values[entry.Name] = ReadValues(stream, entry, chunk);
        }

        return new SafeTensorsFile(path, header, values);
    }

    static float[] ReadValues(FileStream stream, TensorEntry entry, byte[] chunk)
    {
        float[] values = new float[entry.Count];
        int perChunk = ChunkBytes / entry.Type.Size;
        for (int done = 0; done < values.Length;)
        {
            int count = Math.Min(perChunk, values.Length - done);
            Span<byte> bytes = chunk.AsSpan(0, count * entry.Type.Size);
            ReadExactly(stream, bytes);
            entry.Type.Convert!(bytes, values.AsSpan(done, count));
            done += count;
        }

        return values;
    }

    static void ReadExactly(FileStream stream, Span<byte> bytes)
    {
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException error)
        {
            throw new FormatException("it became shorter while it was read", error);
        }
    }

    TensorEntry Entry(string name) => _header.Tensors.TryGetValue(name, out TensorEntry? entry)
        ? entry
        : throw Misfit($"it has no tensor '{name}'; it belongs to another model or another version");

    RnnException Misfit(string because) => new(FailureKind.Checkpoint, $"'{_path}' cannot be used because {because}.");
}
