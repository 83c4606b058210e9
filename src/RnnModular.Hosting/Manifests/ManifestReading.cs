namespace RnnModular.Hosting.Manifests;

/// <summary>What came of reading a manifest.</summary>
/// <param name="Manifest">The manifest; null when it has a problem.</param>
/// <param name="Problems">Every problem found, each a clause to follow "because": <c>its "id" is missing</c>.</param>
public sealed record ManifestReading(PluginManifest? Manifest, IReadOnlyList<string> Problems)
{
    internal static ManifestReading Broken(params IReadOnlyList<string> problems) => new(null, problems);
}
