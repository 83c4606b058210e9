using RnnModular.Hosting.Manifests;

namespace RnnModular.Hosting.Phases;

/// <summary>Phase 1: finds <c>plugins/*/plugin.json</c> and reads them. No code is loaded.</summary>
static class Discover
{
    const int MostProblems = 5;

    /// <summary>One record for each folder that is not empty, ordered by folder name.</summary>
    public static IReadOnlyList<PluginRecord> Run(string pluginsFolder)
    {
        if (!Directory.Exists(pluginsFolder))
        {
            return [];
        }

        return
        [
            .. Directory.GetDirectories(Path.GetFullPath(pluginsFolder))
                .Order(StringComparer.Ordinal)
                .Select(Read)
                .OfType<PluginRecord>(),
        ];
    }

    static PluginRecord? Read(string directory)
    {
        if (Path.GetFileName(directory).StartsWith('.'))
        {
            return new PluginRecord(directory, ManifestReader.ReadFrom(directory).Manifest, PluginStatus.Disabled);
        }

        if (IsEmpty(directory))
        {
            return null;
        }

        ManifestReading reading = ManifestReader.ReadFrom(directory);
        PluginRecord record = new(directory, reading.Manifest, PluginStatus.Discovered);
        return reading.Manifest is not null
            ? record
            : record.Fail(PluginFailReason.InvalidManifest, Clause(reading.Problems), $"correct its {ManifestReader.FileName}");
    }

    // A hostile manifest can have thousands; a person corrects a few at a time.
    static string Clause(IReadOnlyList<string> problems) =>
        string.Join(", and ", problems.Take(MostProblems)) + (problems.Count > MostProblems ? $", and {problems.Count - MostProblems} more" : "");

    static bool IsEmpty(string directory)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(directory).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Reading the manifest says what is wrong.
            return false;
        }
    }
}
