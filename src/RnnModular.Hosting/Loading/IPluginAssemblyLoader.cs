using System.Reflection;

namespace RnnModular.Hosting.Loading;

/// <summary>The seam at which the code of a plugin enters the process.</summary>
public interface IPluginAssemblyLoader
{
    /// <summary>Loads a plugin's entry assembly in a context of its own; its private dependencies follow on demand.</summary>
    /// <param name="path">The entry assembly, a full path.</param>
    /// <param name="collectible">
    /// True lets it be unloaded and its files be replaced while it runs. Collectible code gets neither tiered compilation
    /// nor ahead-of-time code, so this is for watching, not for speed.
    /// </param>
    IPluginAssembly Load(string path, bool collectible);
}

/// <summary>A loaded plugin; disposing of it begins its unloading if it is collectible.</summary>
public interface IPluginAssembly : IDisposable
{
    /// <summary>The entry assembly.</summary>
    Assembly Assembly { get; }
}
