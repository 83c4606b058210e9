namespace RnnModular.Hosting.Manifests;

/// <summary>What a plugin says of itself in its <c>plugin.json</c>, read before any of its code is loaded.</summary>
public sealed record PluginManifest
{
    /// <summary>Who it is, for instance <c>rnn.cells.gru</c>: lower-case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Its own version (SemVer 2.0).</summary>
    public required string Version { get; init; }

    /// <summary>What it brings: <c>architecture</c>, <c>task</c>, <c>format</c> or <c>reporter</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>File name of the assembly with its <see cref="IPlugin"/>, in the plugin's own folder.</summary>
    public required string EntryAssembly { get; init; }

    /// <summary>The versions of the host's contracts it works with.</summary>
    public required ApiRange Api { get; init; }

    /// <summary>What it registers, for instance <c>cell:gru</c>. When not empty, it must register exactly this.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>Plugins to be loaded before it.</summary>
    public IReadOnlyList<PluginDependency> Dependencies { get; init; } = [];

    /// <summary>Ids of plugins it cannot live beside.</summary>
    public IReadOnlyList<string> Incompatible { get; init; } = [];

    /// <summary>One or two sentences for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Who wrote it.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>SPDX name of its licence.</summary>
    public string License { get; init; } = "";

    /// <summary>An http or https address.</summary>
    public string Homepage { get; init; } = "";
}

/// <summary>The versions of the host's contracts a plugin works with.</summary>
/// <param name="Min">The lowest, for instance <c>1.0</c>.</param>
/// <param name="Max">The highest; <c>1</c> means every 1.x. Empty means the major version of <paramref name="Min"/>.</param>
public sealed record ApiRange(string Min, string Max);

/// <summary>A plugin another one builds on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">What versions will do, for instance <c>&gt;=1.0 &lt;2.0</c>; empty takes any.</param>
/// <param name="Optional">True when it is loaded first if it is there, and not missed if it is not.</param>
public sealed record PluginDependency(string Id, string Version, bool Optional);
