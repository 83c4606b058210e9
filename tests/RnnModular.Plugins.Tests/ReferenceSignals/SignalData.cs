using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace RnnModular.Plugins.Tests.ReferenceSignals;

/// <summary>
/// Networks and signals made by Keras and PyTorch (from RTNeural's tests, BSD-3-Clause), which are not part of this
/// repository: they are looked for in <c>shared/data/reference-vectors</c> beside it or above.
/// </summary>
static class SignalData
{
    /// <summary>The folder, or null where it is absent.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The numbers of a signal, one a line.</summary>
    public static float[] Signal(string name) =>
        [.. File.ReadLines(Path.Combine(Folder!, name)).Where(line => line.Length > 0).Select(line => float.Parse(line, CultureInfo.InvariantCulture))];

    /// <summary>A network's weights.</summary>
    public static JsonElement Model(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder!, name)));
        return document.RootElement.Clone();
    }

    /// <summary>A vector, or a matrix row by row.</summary>
    public static float[] Flat(JsonElement values) => values.ValueKind == JsonValueKind.Array
        ? [.. values.EnumerateArray().SelectMany(Flat)]
        : [values.GetSingle()];

    static string? Find([CallerFilePath] string here = "")
    {
        for (DirectoryInfo? folder = new FileInfo(here).Directory; folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", "reference-vectors");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A test that is skipped where the signals are absent.</summary>
sealed class SignalFactAttribute : FactAttribute
{
    public SignalFactAttribute() => Skip = SignalData.Folder is null ? "skipped: no data (the folder shared/data/reference-vectors is absent)" : null;
}
