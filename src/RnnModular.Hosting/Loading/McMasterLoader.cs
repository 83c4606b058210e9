using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;

namespace RnnModular.Hosting.Loading;

/// <summary>Loads each plugin with McMaster.NETCore.Plugins; compiled in by <c>-p:PluginLoader=McMaster</c>.</summary>
public sealed class McMasterLoader : IPluginAssemblyLoader
{
    /// <inheritdoc/>
    public IPluginAssembly Load(string path, bool collectible)
    {
        PluginLoader loader = PluginLoader.CreateFromAssemblyFile(path, config =>
        {
            config.IsUnloadable = collectible;
            config.LoadInMemory = collectible;
            config.DefaultContext = AssemblyLoadContext.Default;
            foreach (AssemblyName name in SharedAssemblies.Names.Select(n => new AssemblyName(n)).Where(IsPresent))
            {
                config.SharedAssemblies.Add(name);
            }
        });
        try
        {
            return new LoadedAssembly(loader, loader.LoadDefaultAssembly());
        }
        catch
        {
            loader.Dispose();
            throw;
        }
    }

    // The package loads every shared assembly at once and fails when one is absent, as in a host without the learning engine.
    static bool IsPresent(AssemblyName name)
    {
        try
        {
            AssemblyLoadContext.Default.LoadFromAssemblyName(name);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    sealed class LoadedAssembly(PluginLoader loader, Assembly assembly) : IPluginAssembly
    {
        public Assembly Assembly => assembly;

        public void Dispose() => loader.Dispose();
    }
}
