using System.Reflection;
using System.Runtime.Loader;

namespace RnnModular.Hosting.Loading;

/// <summary>One plugin's own world: its private dependencies are its own, the contracts are the host's.</summary>
sealed class PluginLoadContext(string entryPath, bool collectible)
    : AssemblyLoadContext(Path.GetFileNameWithoutExtension(entryPath), collectible)
{
    readonly AssemblyDependencyResolver _resolver = new(entryPath);

    /// <summary>Loads a file of the plugin, from memory when collectible so that the file stays free to be replaced.</summary>
    public Assembly LoadFile(string path)
    {
        if (!IsCollectible)
        {
            return LoadFromAssemblyPath(path);
        }

        using MemoryStream image = new(File.ReadAllBytes(path));
        string symbolPath = Path.ChangeExtension(path, ".pdb");
        using MemoryStream? symbols = File.Exists(symbolPath) ? new(File.ReadAllBytes(symbolPath)) : null;
        return LoadFromStream(image, symbols);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name ?? "";
        if (SharedAssemblies.IsShared(name))
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }

        if (SharedAssemblies.IsSystem(name) && FromDefault(assemblyName) is { } system)
        {
            return system;
        }

        // Null sends the question on to the default context, which knows the framework and the host.
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFile(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    static Assembly? FromDefault(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException)
        {
            // A System package the host does not have, or has too old: the plugin's own copy then.
            return null;
        }
    }
}
