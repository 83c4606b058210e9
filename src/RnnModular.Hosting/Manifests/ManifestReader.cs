using System.Text.Json;

namespace RnnModular.Hosting.Manifests;

/// <summary>Reads <c>plugin.json</c>. Whatever the bytes are, the answer is a manifest or a list of problems, never an exception.</summary>
public static class ManifestReader
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "plugin.json";

    /// <summary>Bytes a manifest may have.</summary>
    public const int LargestSize = 64 * 1024;

    static readonly JsonDocumentOptions s_options = new() { MaxDepth = 8 };

    /// <summary>Reads the manifest in a plugin's folder.</summary>
    public static ManifestReading ReadFrom(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return ManifestReading.Broken($"its folder has no {FileName}");
        }

        byte[] bytes = new byte[LargestSize + 1];
        int length;
        try
        {
            using FileStream file = File.OpenRead(path);
            length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ManifestReading.Broken($"its {FileName} cannot be read ({Printable.Message(e)})");
        }

        return Read(bytes.AsMemory(0, length));
    }

    /// <summary>Reads a manifest from UTF-8 text, with or without a byte order mark.</summary>
    public static ManifestReading Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > LargestSize)
        {
            return ManifestReading.Broken($"its {FileName} is larger than {LargestSize / 1024} KiB");
        }

        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, s_options);
            ManifestFields fields = ManifestFields.Of(document.RootElement, FileName, []);
            PluginManifest manifest = Bind(fields);
            IReadOnlyList<string> problems = fields.Problems.Count > 0 ? fields.Problems : ManifestValidator.Validate(manifest);
            return problems.Count > 0 ? ManifestReading.Broken(problems) : new ManifestReading(manifest, []);
        }
        catch (JsonException e)
        {
            return ManifestReading.Broken($"its {FileName} is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for a string of broken UTF-8 or a lone surrogate.
            return ManifestReading.Broken($"its {FileName} holds text that is not Unicode");
        }
    }

    static PluginManifest Bind(ManifestFields fields)
    {
        PluginManifest manifest = new()
        {
            Id = fields.Text("id", required: true),
            Name = fields.Text("name", required: true),
            Version = fields.Text("version", required: true),
            Kind = fields.Text("kind", required: true),
            EntryAssembly = fields.Text("entryAssembly", required: true),
            Api = BindApi(fields.Object("api", required: true)),
            Provides = fields.Texts("provides"),
            Dependencies = [.. fields.Objects("dependencies").Select(BindDependency)],
            Incompatible = fields.Texts("incompatible"),
            Description = fields.Text("description"),
            Authors = fields.Texts("authors"),
            License = fields.Text("license"),
            Homepage = fields.Text("homepage"),
        };
        fields.ReportMisspelt("$schema");
        return manifest;
    }

    static ApiRange BindApi(ManifestFields? fields) =>
        fields is null ? new ApiRange("", "") : new ApiRange(fields.Text("min", required: true), fields.Text("max"));

    static PluginDependency BindDependency(ManifestFields fields)
    {
        PluginDependency dependency = new(fields.Text("id", required: true), fields.Text("version"), fields.Switch("optional"));
        fields.ReportMisspelt();
        return dependency;
    }
}
