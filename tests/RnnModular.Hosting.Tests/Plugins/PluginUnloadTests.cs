using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace RnnModular.Hosting.Tests.Plugins;

public sealed class PluginUnloadTests : IDisposable
{
    readonly PluginsFolder _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public void Collectible_plugin_is_gone_from_memory_after_its_unloading()
    {
        _plugins.Add("guest");

        WeakReference context = LoadAndUnload();

        for (int i = 0; i < 10 && context.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(context.IsAlive);
    }

    [Fact]
    public void Unloading_takes_out_what_the_plugin_registered_and_nothing_else()
    {
        _plugins.Add("guest");
        _plugins.Add("host");
        using PluginHost host = _plugins.Load(collectible: true);

        Assert.True(host.Unload("guest"));
        Assert.False(host.Unload("guest"));
        Assert.Equal(["host"], host.Tasks.All.Select(task => task.Id));
        Assert.Equal(PluginStatus.Unloaded, host.Records[0].Status);
    }

    [Fact]
    public void Collectible_plugin_can_be_replaced_on_disk_and_loaded_anew()
    {
        string directory = _plugins.Add("guest");
        using PluginHost before = _plugins.Load(collectible: true);
        using (FileStream file = File.Open(Path.Combine(directory, "guest.dll"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.True(file.CanWrite);
        }

        PluginCompiler.Compile(Path.Combine(directory, "guest.dll"), PluginCompiler.Configuring("""context.Tasks.Register(new NamedTask("changed"));"""));
        using PluginHost after = _plugins.Load(collectible: true);

        Assert.Equal(("guest", "changed"), (before.Tasks.All[0].Id, after.Tasks.All[0].Id));
    }

    [Fact]
    public void Plugin_is_not_collectible_unless_asked_because_collectible_code_is_never_tiered_up()
    {
        _plugins.Add("guest");
        using PluginHost host = _plugins.Load();

        Assert.False(ContextOf(host, "guest").IsCollectible);
    }

    // Not inlined, so that no local of the caller keeps the plugin alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    WeakReference LoadAndUnload()
    {
        using PluginHost host = _plugins.Load(collectible: true);
        AssemblyLoadContext context = ContextOf(host, "guest");
        Assert.True(context.IsCollectible);
        return new WeakReference(context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static AssemblyLoadContext ContextOf(PluginHost host, string task) => AssemblyLoadContext.GetLoadContext(host.Tasks.Get(task).GetType().Assembly)!;
}
