using RnnModular.Hosting.Loading;

namespace RnnModular.Hosting;

/// <summary>How a host loads its plugins.</summary>
public sealed record PluginHostOptions
{
    /// <summary>How assemblies enter the process.</summary>
    public IPluginAssemblyLoader Loader { get; init; } = PluginLoaders.Default;

    /// <summary>True lets plugins be unloaded and replaced while the host runs, at the price of slower code.</summary>
    public bool Collectible { get; init; }
}
