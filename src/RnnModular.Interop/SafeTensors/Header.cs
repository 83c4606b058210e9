using System.Text.Json;
using System.Text.Unicode;

namespace RnnModular.Interop.SafeTensors;

/// <summary>The header of a safetensors file, checked against the size of the data it describes.</summary>
sealed class Header
{
    /// <summary>The key of the texts; no tensor may have this name.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The format's own limit on the header's length.</summary>
    public const long LongestHeader = 100_000_000;

    readonly Dictionary<string, TensorEntry> _tensors = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    Header()
    {
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    /// <summary>The texts by key.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>Reads a header.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">Bytes that follow it.</param>
    /// <exception cref="FormatException">It breaks a rule of the format; the message is the end of a sentence that starts "because".</exception>
    public static Header Parse(ReadOnlyMemory<byte> json, long dataLength)
    {
        Check(Utf8.IsValid(json.Span), "its header is not UTF-8");
        Header header = new();
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            Check(document.RootElement.ValueKind == JsonValueKind.Object, "its header is not a JSON object");
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                header.Add(property);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with half a surrogate pair, which no text can hold.
            throw new FormatException("its header is not valid JSON", error);
        }

        header.CheckOffsets(dataLength);
        return header;
    }

    void Add(JsonProperty property)
    {
        if (property.Name == MetadataKey)
        {
            Check(property.Value.ValueKind == JsonValueKind.Object, "its metadata is not a JSON object");
            foreach (JsonProperty text in property.Value.EnumerateObject())
            {
                Check(text.Value.ValueKind == JsonValueKind.String, $"its metadata '{text.Name}' is not a text");
                Check(_texts.TryAdd(text.Name, text.Value.GetString()!), $"its metadata '{text.Name}' appears twice");
            }
        }
        else
        {
            Check(_tensors.TryAdd(property.Name, Entry(property.Name, property.Value)), $"the tensor '{property.Name}' appears twice");
        }
    }

    static TensorEntry Entry(string name, JsonElement value)
    {
        string incomplete = $"the tensor '{name}' lacks a proper dtype, shape or data_offsets";
        Check(value.ValueKind == JsonValueKind.Object, incomplete);
        Check(value.TryGetProperty("dtype", out JsonElement dtype) && dtype.ValueKind == JsonValueKind.String, incomplete);
        Check(value.TryGetProperty("shape", out JsonElement shape) && shape.ValueKind == JsonValueKind.Array, incomplete);
        Check(value.TryGetProperty("data_offsets", out JsonElement offsets) && offsets.ValueKind == JsonValueKind.Array && offsets.GetArrayLength() == 2, incomplete);

        TensorType type = TensorType.Find(dtype.GetString()!)
            ?? throw new FormatException($"the tensor '{name}' has the unknown dtype '{dtype.GetString()}'");
        List<int> sizes = [];
        Int128 bytes = type.Size;
        foreach (JsonElement element in shape.EnumerateArray())
        {
            Check(element.TryGetSize(out int size), $"the tensor '{name}' has an impossible shape");
            sizes.Add(size);
            bytes *= size;
            Check(bytes <= long.MaxValue, $"the tensor '{name}' has an impossible shape");
        }

        Check(offsets[0].TryGetOffset(out long start) & offsets[1].TryGetOffset(out long end) && start <= end, $"the tensor '{name}' has impossible offsets");
        Check(end - start == (long)bytes, $"the tensor '{name}' of shape [{string.Join(", ", sizes)}] does not fill its {end - start} bytes");
        return new TensorEntry(name, type, [.. sizes], start, end);
    }

    // The format wants the data covered exactly: no hole, no overlap, nothing left over.
    void CheckOffsets(long dataLength)
    {
        long expected = 0;
        foreach (TensorEntry entry in _tensors.Values.OrderBy(t => t.Start).ThenBy(t => t.End))
        {
            Check(entry.End <= dataLength, $"the tensor '{entry.Name}' ends after the file does");
            Check(entry.Start == expected, $"the tensor '{entry.Name}' overlaps another or leaves a hole before it");
            expected = entry.End;
        }

        Check(expected == dataLength, $"{dataLength - expected} bytes at its end belong to no tensor");
    }

    internal static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
