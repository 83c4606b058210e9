using System.Reflection;

namespace RnnModular.Hosting.Loading;

/// <summary>Loads each plugin in an <see cref="System.Runtime.Loader.AssemblyLoadContext"/> of our own.</summary>
public sealed class ContextLoader : IPluginAssemblyLoader
{
    /// <inheritdoc/>
    public IPluginAssembly Load(string path, bool collectible)
    {
        PluginLoadContext context = new(path, collectible);
        try
        {
            return new LoadedAssembly(context, context.LoadFile(path));
        }
        catch when (collectible)
        {
            context.Unload();
            throw;
        }
    }

    sealed class LoadedAssembly(PluginLoadContext context, Assembly assembly) : IPluginAssembly
    {
        bool _isDisposed;

        public Assembly Assembly => assembly;

        public void Dispose()
        {
            if (!_isDisposed && context.IsCollectible)
            {
                context.Unload();
            }

            _isDisposed = true;
        }
    }
}
