using RnnModular.Hosting;

namespace RnnModular.Cli.Tests.Cells;

public sealed class CellBuildTests : IDisposable
{
    readonly Rig _rig = new();

    public CellBuildTests() => File.WriteAllText(_rig["my-leaky.cell"], Specs.Leaky);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_built_plugin_loads_in_a_fresh_host_and_passes_the_check()
    {
        Assert.Equal(0, _rig.Run("cell build my-leaky.cell -o plugins --json"));
        Assert.Equal(("my-leaky", "cells.my-leaky", _rig["plugins/MyLeaky"]), ((string?)_rig.Json["cell"], (string?)_rig.Json["plugin"], (string?)_rig.Json["folder"]));
        Assert.Equal(["MyLeaky.dll", "plugin.json"], Directory.GetFiles(_rig["plugins/MyLeaky"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        using PluginHost host = PluginHost.Load(_rig["plugins"]);
        Assert.Equal(("", PluginStatus.Active), (host.Records.Single().Sentence, host.Records.Single().Status));
        Assert.Equal("Forgets slowly.", host.Cells.Get("my-leaky").Descriptor.Summary);

        _rig.WithRealPlugins = true;
        Assert.Equal(0, _rig.Run("cell check my-leaky --json --plugins plugins"));
        Assert.True((bool)_rig.Json["passed"]!);
    }

    [Fact]
    public void Building_again_replaces_the_plugin_and_gives_the_same_bytes()
    {
        _rig.Run("cell build my-leaky.cell -o plugins");
        byte[] first = File.ReadAllBytes(_rig["plugins/MyLeaky/MyLeaky.dll"]);
        File.WriteAllText(_rig["plugins/MyLeaky/left-over"], "");

        Assert.Equal(0, _rig.Run("cell build my-leaky.cell -o plugins"));

        Assert.Equal(first, File.ReadAllBytes(_rig["plugins/MyLeaky/MyLeaky.dll"]));
        Assert.Equal([_rig["plugins/MyLeaky"]], Directory.GetFileSystemEntries(_rig["plugins"]));
        Assert.False(File.Exists(_rig["plugins/MyLeaky/left-over"]));
    }

    [Fact]
    public void Something_else_of_that_name_is_left_alone()
    {
        Directory.CreateDirectory(_rig["plugins/MyLeaky"]);
        File.WriteAllText(_rig["plugins/MyLeaky/precious"], "");

        Assert.Equal(3, _rig.Run("cell build my-leaky.cell -o plugins"));

        Assert.True(File.Exists(_rig["plugins/MyLeaky/precious"]));
        Assert.Single(Directory.GetFileSystemEntries(_rig["plugins"]));
    }

    [Fact]
    public void A_cell_that_another_plugin_brings_is_refused()
    {
        _rig.Run("cell build my-leaky.cell -o plugins");
        Directory.Move(_rig["plugins/MyLeaky"], _rig["plugins/Elsewhere"]);

        Assert.Equal(3, _rig.Run("cell build my-leaky.cell -o plugins"));
        Assert.Contains("brings cell:my-leaky already", _rig.Error);
    }

    [Theory]
    [InlineData("cell build my-leaky.cell -o file", 3)]
    [InlineData("cell build my-leaky.cell -o file/plugins", 3)]
    [InlineData("cell build größe.cell -o plugins", 4)]
    [InlineData("cell build", 2)]
    public void What_cannot_be_built_ends_with_a_sentence_and_leaves_nothing(string line, int code)
    {
        File.WriteAllText(_rig["file"], "");
        File.WriteAllText(_rig["größe.cell"], Specs.Leaky);

        Assert.Equal(code, _rig.Run(line));

        Assert.StartsWith("error: ", _rig.Error);
        Assert.False(Directory.Exists(_rig["plugins"]));
    }
}
