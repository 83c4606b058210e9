using RnnModular.Hosting.Manifests;

namespace RnnModular.Hosting.Phases;

/// <summary>What a plugin lacks. Asked while ordering, and again before loading, when a dependency may have failed meanwhile.</summary>
static class Dependencies
{
    /// <summary>The record, failed if a required dependency is not to be had; all that are missing are named at once.</summary>
    public static PluginRecord Check(PluginRecord record, IReadOnlyDictionary<string, PluginRecord> usable, IReadOnlyList<PluginRecord> all)
    {
        string[] missing =
        [
            .. record.Manifest!.Dependencies
                .Where(dependency => !dependency.Optional)
                .Select(dependency => Missing(dependency, usable, all))
                .OfType<string>(),
        ];
        return missing.Length == 0
            ? record
            : record.Fail(PluginFailReason.MissingDependency, $"it needs {string.Join(", and ", missing)}", "see 'rnn plugins list'");
    }

    /// <summary>True when the dependency is there in a version that will do.</summary>
    public static bool IsMet(PluginDependency dependency, IReadOnlyDictionary<string, PluginRecord> usable) =>
        usable.TryGetValue(dependency.Id, out PluginRecord? provider) && Suits(dependency, provider);

    static string? Missing(PluginDependency dependency, IReadOnlyDictionary<string, PluginRecord> usable, IReadOnlyList<PluginRecord> all)
    {
        string wanted = dependency.Version.Length > 0 ? $"'{dependency.Id}' {dependency.Version}" : $"'{dependency.Id}'";
        if (usable.TryGetValue(dependency.Id, out PluginRecord? provider))
        {
            return Suits(dependency, provider) ? null : $"{wanted}, which is installed in version {provider.Manifest!.Version}";
        }

        PluginRecord? other = all.FirstOrDefault(record => record.Id == dependency.Id);
        return other?.Status switch
        {
            null => $"{wanted}, which is not installed",
            PluginStatus.Disabled => $"{wanted}, which is disabled",
            _ => $"{wanted}, which could not be loaded itself",
        };
    }

    static bool Suits(PluginDependency dependency, PluginRecord provider) =>
        VersionRange.TryParse(dependency.Version, out VersionRange? range) && range.Contains(SemanticVersion.Parse(provider.Manifest!.Version));
}
