using RnnModular.Hosting.Manifests;

namespace RnnModular.Hosting;

/// <summary>What the host knows about one folder of its plugins folder.</summary>
/// <param name="Directory">The folder, as a full path.</param>
/// <param name="Manifest">What its plugin.json says; null when that cannot be read.</param>
/// <param name="Status">How far it has come.</param>
public sealed record PluginRecord(string Directory, PluginManifest? Manifest, PluginStatus Status)
{
    /// <summary>The id in the manifest, or the folder's name when there is none.</summary>
    public string Id => Manifest?.Id ?? Printable.Text(Path.GetFileName(Directory));

    /// <summary>Why it was given up; null unless it was.</summary>
    public PluginFailReason? Reason { get; init; }

    /// <summary>The reason's id, for instance <c>RNN1003</c>; null unless it was given up.</summary>
    public string? ErrorId => Reason is { } reason ? $"RNN{(int)reason}" : null;

    /// <summary>One sentence for people: what failed, why, and what to do. Empty when nothing did.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>SHA-256 of the entry assembly in lower-case hexadecimal; null when it was not read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Ids of the cells it has registered, ordered.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>Ids of the tasks it has registered, ordered.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>True while the later phases still have to deal with it.</summary>
    internal bool IsUnderWay => Status is PluginStatus.Discovered or PluginStatus.Ordered or PluginStatus.Loaded;

    /// <summary>This plugin given up: "Could not load plugin 'id' because …".</summary>
    internal PluginRecord Fail(PluginFailReason reason, string because, string whatToDo) => this with
    {
        Status = reason == PluginFailReason.InvalidManifest ? PluginStatus.Invalid : PluginStatus.Failed,
        Reason = reason,
        Sentence = $"Could not load plugin '{Id}' because {because}; {whatToDo}.",
    };
}
