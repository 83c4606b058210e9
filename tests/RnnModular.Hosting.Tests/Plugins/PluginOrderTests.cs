using System.Text.Json.Nodes;

namespace RnnModular.Hosting.Tests.Plugins;

public sealed class PluginOrderTests : IDisposable
{
    readonly PluginsFolder _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public void Plugins_without_dependencies_load_by_id_whatever_their_folders()
    {
        _plugins.Add("c", folder: "1");
        _plugins.Add("a", folder: "2");
        _plugins.Add("b", folder: "3");

        Assert.Equal(["a", "b", "c"], Active());
    }

    [Fact]
    public void Dependencies_load_first_and_can_be_looked_up()
    {
        string looks = PluginCompiler.Configuring("""context.Tasks.Get("z"); context.Tasks.Register(new NamedTask("a"));""");
        _plugins.Add("a", looks, PluginsFolder.Needing(("z", ">=1.0 <2.0", false)));
        _plugins.Add("m", PluginsFolder.Needing(("z", "", true), ("nowhere", "", true)));
        _plugins.Add("z");

        Assert.Equal(["z", "a", "m"], Active());
    }

    [Fact]
    public void Missing_dependencies_are_all_named()
    {
        _plugins.Add("lonely", PluginsFolder.Needing(("x", ">=1.0", false), ("old", ">=2", false), ("asleep", "", false)));
        _plugins.Add("old");
        _plugins.Add("asleep", folder: ".asleep");

        PluginRecord record = _plugins.LoadOne("lonely");

        Assert.Equal("RNN1003", record.ErrorId);
        Assert.Equal(
            "Could not load plugin 'lonely' because it needs 'x' >=1.0, which is not installed, and 'old' >=2, which is installed in version 1.0.0, and 'asleep', which is disabled; see 'rnn plugins list'.",
            record.Sentence);
    }

    [Fact]
    public void Failure_of_a_dependency_is_passed_on_along_the_chain()
    {
        _plugins.Add("c", PluginCompiler.Configuring("throw new Exception(\"ill\");"));
        _plugins.Add("b", PluginsFolder.Needing(("c", "", false)));
        _plugins.Add("a", PluginsFolder.Needing(("b", "", false)));
        _plugins.Add("d", PluginsFolder.Needing(("c", "", true)));

        using PluginHost host = _plugins.Load();

        Assert.Equal(["c:RNN1009", "b:RNN1003", "a:RNN1003", "d:"], host.Records.Select(record => $"{record.Id}:{record.ErrorId}"));
        Assert.Contains("it needs 'b', which could not be loaded itself", host.Records[2].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Circle_fails_its_members_and_whoever_needs_them_and_no_one_else()
    {
        _plugins.Add("a", PluginsFolder.Needing(("b", "", false)));
        _plugins.Add("b", PluginsFolder.Needing(("c", "", false)));
        _plugins.Add("c", PluginsFolder.Needing(("a", "", false)));
        _plugins.Add("d", PluginsFolder.Needing(("a", "", false)));
        _plugins.Add("e", PluginsFolder.Needing(("f", "", false)));
        _plugins.Add("f");

        using PluginHost host = _plugins.Load();

        Assert.Equal(["f:", "e:", "a:RNN1004", "b:RNN1004", "c:RNN1004", "d:RNN1003"], host.Records.Select(record => $"{record.Id}:{record.ErrorId}"));
        Assert.Contains("it needs itself ('a' needs 'b' needs 'c' needs 'a')", host.Records[2].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Plugin_that_needs_itself_is_a_circle_of_one()
    {
        _plugins.Add("ouroboros", PluginsFolder.Needing(("ouroboros", "", false)));

        Assert.Equal("RNN1004", _plugins.LoadOne("ouroboros").ErrorId);
    }

    [Fact]
    public void Circle_of_optional_dependencies_is_broken_by_id()
    {
        _plugins.Add("a", PluginsFolder.Needing(("b", "", true)));
        _plugins.Add("b", PluginsFolder.Needing(("a", "", true)));

        Assert.Equal(["a", "b"], Active());
    }

    [Theory]
    [InlineData("1.9.0", "1.10.0")]
    [InlineData("2.0.0-rc.1", "2.0.0")]
    public void Duplicate_id_is_won_by_the_newest_version(string older, string newer)
    {
        _plugins.Add("double", PluginsFolder.With("version", newer), "z-new");
        _plugins.Add("double", PluginsFolder.With("version", older), "a-old");

        using PluginHost host = _plugins.Load();

        Assert.Equal([PluginStatus.Active, PluginStatus.Failed], host.Records.Select(record => record.Status));
        Assert.Equal((newer, older), (host.Records[0].Manifest!.Version, host.Records[1].Manifest!.Version));
        Assert.Equal(
            $"Could not load plugin 'double' because the folder 'z-new' holds it too, in version {newer} beside {older} here; delete one of the two folders.",
            host.Records[1].Sentence);
        Assert.Equal("RNN1002", host.Records[1].ErrorId);
    }

    [Fact]
    public void Incompatible_plugins_lose_the_one_that_says_so()
    {
        _plugins.Add("cat", PluginsFolder.With("incompatible", new JsonArray("dog", "wolf")));
        _plugins.Add("dog");

        using PluginHost host = _plugins.Load();

        Assert.Equal(["dog:", "cat:RNN1005"], host.Records.Select(record => $"{record.Id}:{record.ErrorId}"));
        Assert.Contains("it cannot live beside 'dog'", host.Records[1].Sentence, StringComparison.Ordinal);
    }

    IEnumerable<string> Active()
    {
        using PluginHost host = _plugins.Load();
        return [.. host.Records.Where(record => record.Status == PluginStatus.Active).Select(record => record.Id)];
    }
}
