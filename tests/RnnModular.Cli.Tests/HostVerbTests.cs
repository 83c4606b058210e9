using RnnModular.Hosting;
using RnnModular.Hosting.Manifests;

namespace RnnModular.Cli.Tests;

public sealed class HostVerbTests : IDisposable
{
    readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Plugins_list_shows_what_each_brings_and_why_one_failed()
    {
        AddPlugins();

        Assert.Equal(0, _rig.Run("plugins list"));

        Assert.Matches(@"rnn\.cells\.gru\s*│\s*1\.2\.3\s*│\s*active\s*│\s*cell:gru", _rig.Output);
        Assert.Contains("RNN1008 Could not load plugin 'broken' because of rust; oil it.", _rig.Output);
        Assert.Empty(_rig.Error);
    }

    [Fact]
    public void Plugins_list_with_json_says_the_same()
    {
        AddPlugins();

        Assert.Equal(0, _rig.Run("plugins list --json --plugins here"));

        Assert.Equal(_rig["here"], (string?)_rig.Json["folder"]);
        Assert.Equal("cell:gru", (string?)_rig.Json["plugins"]![0]!["provides"]![0]);
        Assert.Equal("loadFailed", (string?)_rig.Json["plugins"]![1]!["reason"]);
        Assert.Equal("RNN1008", (string?)_rig.Json["plugins"]![1]!["errorId"]);
        Assert.Null(_rig.Json["plugins"]![0]!["sentence"]);
    }

    [Fact]
    public void The_plugins_folder_can_be_given_by_the_environment()
    {
        _rig.Set("RNN_PLUGINS", _rig["there"]);

        _rig.Run("plugins list --json");

        Assert.Equal(_rig["there"], (string?)_rig.Json["folder"]);
    }

    [Fact]
    public void An_empty_plugins_folder_is_told()
    {
        Assert.Equal(0, _rig.Run("plugins list"));

        Assert.Contains("There are no plugins", _rig.Output);
    }

    [Fact]
    public void A_failed_plugin_is_warned_of_before_a_training()
    {
        AddPlugins();

        Assert.Equal(0, _rig.Run("train counting --print-config"));

        Assert.Contains("warning: Could not load plugin 'broken'", _rig.Error);
    }

    [Fact]
    public void Doctor_is_content_when_every_plugin_is()
    {
        _rig.Records.Add(Gru());

        Assert.Equal(0, _rig.Run("doctor"));

        Assert.Contains("plugin rnn.cells.gru", _rig.Output);
        Assert.Contains("Everything is well.", _rig.Output);
        Assert.Equal(0, _rig.Run("doctor --json"));
        Assert.True((bool)_rig.Json["healthy"]!);
    }

    [Fact]
    public void Doctor_ends_with_code_4_when_a_plugin_failed()
    {
        AddPlugins();

        Assert.Equal(4, _rig.Run("doctor"));

        Assert.Contains("because of rust; oil it.", _rig.Output);
        Assert.Equal(4, _rig.Run("doctor --json"));
        Assert.False((bool)_rig.Json["healthy"]!);
        Assert.Contains("rust", _rig.Json["checks"]!.AsArray().Select(c => (string?)c!["problem"]).Single(p => p is not null));
    }

    [Fact]
    public void Doctor_misses_a_plugins_folder_that_is_not_there()
    {
        Assert.Equal(4, _rig.Run("doctor --plugins nowhere"));

        Assert.Contains("not there", _rig.Output);
    }

    [Fact]
    public void Cell_list_shows_the_registered_cells()
    {
        _rig.Cells.Register(new StubCell());

        Assert.Equal(0, _rig.Run("cell list"));
        Assert.Matches(@"leaky\s*│\s*x\s*│\s*h\s*│\s*Forgets slowly\.", _rig.Output);

        Assert.Equal(0, _rig.Run("cell list --json"));
        Assert.Equal("""{"cells":[{"id":"leaky","summary":"Forgets slowly.","equations":"h' = a * h","inputs":["x"],"sizes":["I","H"],"states":["h"],"tensors":[{"name":"decay","parts":["a"]}]}]}""", _rig.Output.TrimEnd());
    }

    [Fact]
    public void Cell_list_without_cells_says_where_they_come_from()
    {
        Assert.Equal(0, _rig.Run("cell list"));

        Assert.Contains("rnn plugins list", _rig.Output);
    }

    void AddPlugins()
    {
        _rig.Records.Add(Gru());
        _rig.Records.Add(new PluginRecord(_rig["broken"], null, PluginStatus.Failed) { Reason = PluginFailReason.LoadFailed, Sentence = "Could not load plugin 'broken' because of rust; oil it." });
    }

    PluginRecord Gru()
    {
        PluginManifest manifest = new() { Id = "rnn.cells.gru", Name = "GRU", Version = "1.2.3", Kind = "architecture", EntryAssembly = "Gru.dll", Api = new ApiRange("1.0", "1") };
        return new PluginRecord(_rig["gru"], manifest, PluginStatus.Active) { Cells = ["gru"] };
    }

    sealed class StubCell : ICellFactory
    {
        public CellDescriptor Descriptor { get; } = new("leaky", "Forgets slowly.", "h' = a * h", ["I", "H"], ["h"], [new CellTensorDescriptor("decay", ["a"])]);

        public RecurrentCell Create(CellSizes sizes, SimdWidth? width = null) => throw new NotSupportedException();
    }
}
