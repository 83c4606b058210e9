namespace RnnModular.Hosting.Loading;

/// <summary>The loader this host was built with.</summary>
public static class PluginLoaders
{
    /// <summary>Our own contexts, or McMaster.NETCore.Plugins in a build with <c>-p:PluginLoader=McMaster</c>.</summary>
    public static IPluginAssemblyLoader Default { get; } =
#if MCMASTER
        new McMasterLoader();
#else
        new ContextLoader();
#endif
}
