using System.Text.Json.Nodes;

namespace RnnModular.Hosting.Tests.Plugins;

/// <summary>Each way a plugin can be bad has its status, its id and its sentence.</summary>
public sealed class PluginFailureTests : IDisposable
{
    readonly PluginsFolder _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public void Manifest_that_is_not_json_is_invalid()
    {
        _plugins.AddManifest("broken", "{ \"id\": ");

        PluginRecord record = _plugins.LoadOne("broken");

        Assert.Equal((PluginStatus.Invalid, PluginFailReason.InvalidManifest, "RNN1001"), (record.Status, record.Reason, record.ErrorId));
        Assert.Equal("Could not load plugin 'broken' because its plugin.json is not JSON (line 1, byte 9); correct its plugin.json.", record.Sentence);
    }

    [Fact]
    public void Manifest_with_many_problems_names_the_first_of_them()
    {
        _plugins.AddManifest("wild", PluginsFolder.Manifest("wild", [.. Enumerable.Range(0, 2000).Select(i => $"dish:{i}")]).ToJsonString());

        string sentence = _plugins.LoadOne("wild").Sentence;

        Assert.EndsWith(", and 1995 more; correct its plugin.json.", sentence, StringComparison.Ordinal);
        Assert.True(sentence.Length < 1000);
    }

    [Fact]
    public void Entry_assembly_that_is_not_there_fails_to_load()
    {
        _plugins.AddManifest("hollow", PluginsFolder.Manifest("hollow").ToJsonString());

        Expect("hollow", PluginFailReason.LoadFailed, "its entry assembly hollow.dll is not there");
    }

    [Fact]
    public void Entry_assembly_that_is_no_assembly_fails_to_load()
    {
        File.WriteAllText(Path.Combine(_plugins.AddManifest("fake", PluginsFolder.Manifest("fake").ToJsonString()), "fake.dll"), "not a dll at all");

        Expect("fake", PluginFailReason.LoadFailed, "fake.dll is not a .NET assembly");
    }

    [Fact]
    public void Contracts_in_the_folder_of_a_plugin_fail_it()
    {
        string directory = _plugins.Add("smuggler");
        File.Copy(typeof(IPlugin).Assembly.Location, Path.Combine(directory, "RnnModular.Abstractions.dll"));

        Expect("smuggler", PluginFailReason.LoadFailed, "its folder holds RnnModular.Abstractions.dll, which must come from the host");
    }

    [Fact]
    public void Missing_private_dependency_is_found_by_the_probe_before_any_code_runs()
    {
        string directory = _plugins.AddManifest("torn", PluginsFolder.Manifest("torn").ToJsonString());
        string lib = Path.Combine(directory, "Lib.dll");
        PluginCompiler.Compile(lib, "public class Base;");
        PluginCompiler.Compile(Path.Combine(directory, "torn.dll"), PluginCompiler.Configuring("") + "public sealed class Derived : Base;", lib);
        File.Delete(lib);

        Expect("torn", PluginFailReason.LoadFailed, "a type in torn.dll cannot be loaded (Could not load file or assembly 'Lib");
    }

    [Fact]
    public void Assembly_without_an_entry_point_fails()
    {
        _plugins.Add("mute", "public sealed class Nothing;");

        Expect("mute", PluginFailReason.EntryFailed, "mute.dll has no public class that implements IPlugin");
    }

    [Fact]
    public void Entry_point_that_is_not_public_does_not_count()
    {
        _plugins.Add("shy", "sealed class Entry : IPlugin { public void Configure(IPluginContext context) { } }");

        Expect("shy", PluginFailReason.EntryFailed, "shy.dll has no public class that implements IPlugin");
    }

    [Fact]
    public void Assembly_with_two_entry_points_fails()
    {
        _plugins.Add("twins", PluginCompiler.Configuring("", "Left") + PluginCompiler.Configuring("", "Right"));

        Expect("twins", PluginFailReason.EntryFailed, "twins.dll has 2 public classes that implement IPlugin (Left, Right)");
    }

    [Fact]
    public void Entry_point_without_a_plain_constructor_fails()
    {
        _plugins.Add("needy", "public sealed class Entry(int size) : IPlugin { public void Configure(IPluginContext context) => _ = size; }");

        Expect("needy", PluginFailReason.EntryFailed, "its entry point Entry has no public constructor without parameters");
    }

    [Fact]
    public void Configure_that_throws_fails_and_what_it_registered_is_taken_back()
    {
        _plugins.Add("angry", PluginCompiler.Configuring("""context.Tasks.Register(new NamedTask("left")); context.Cells.Register(new NamedCell("over")); throw new InvalidOperationException("no\nluck");"""));

        using PluginHost host = _plugins.Load();

        Assert.Contains("its entry point failed (InvalidOperationException: no);", host.Records[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(("RNN1009", 0, 0), (host.Records[0].ErrorId, host.Tasks.All.Count, host.Cells.All.Count));
    }

    [Fact]
    public void Constructor_that_throws_fails_with_its_own_message()
    {
        _plugins.Add("stillborn", """public sealed class Entry : IPlugin { public Entry() => throw new Exception("never"); public void Configure(IPluginContext context) { } }""");

        Expect("stillborn", PluginFailReason.EntryFailed, "its entry point failed (Exception: never)");
    }

    [Fact]
    public void Id_that_another_plugin_has_registered_fails_the_later_plugin_only()
    {
        string source = PluginCompiler.Configuring("""context.Tasks.Register(new NamedTask("throne"));""");
        _plugins.Add("a-first", source);
        _plugins.Add("b-second", source);

        using PluginHost host = _plugins.Load();

        Assert.Equal([PluginStatus.Active, PluginStatus.Failed], host.Records.Select(record => record.Status));
        Assert.Contains("The task 'throne' cannot be registered because that id is taken", host.Records[1].Sentence, StringComparison.Ordinal);
        Assert.Single(host.Tasks.All);
    }

    [Theory]
    [InlineData("task:other", "it did not register task:other, which its manifest promises")]
    [InlineData("cell:liar", "it did not register cell:liar, which its manifest promises")]
    public void Promise_of_the_manifest_that_is_not_kept_is_a_malfunction(string promise, string because)
    {
        _plugins.Add("liar", PluginsFolder.With("provides", new JsonArray("task:liar", promise)));

        using PluginHost host = _plugins.Load();

        Assert.Equal((PluginFailReason.Malfunctioned, 0), (host.Records[0].Reason, host.Tasks.All.Count));
        Assert.Contains(because, host.Records[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Registration_the_manifest_does_not_name_is_a_malfunction()
    {
        string source = PluginCompiler.Configuring("""context.Tasks.Register(new NamedTask("open")); context.Tasks.Register(new NamedTask("secret"));""");
        _plugins.Add("sly", source, PluginsFolder.With("provides", new JsonArray("task:open")));

        Expect("sly", PluginFailReason.Malfunctioned, "it registered task:secret, which its manifest does not name");
    }

    [Theory]
    [InlineData("2.0", "2", PluginFailReason.ApiTooNew, "it needs API 2.0 and this host offers 1.0; update rnn")]
    [InlineData("1.1", "", PluginFailReason.ApiTooNew, "it needs API 1.1 and this host offers 1.0")]
    [InlineData("0.3", "0.9", PluginFailReason.ApiTooOld, "it was made for API 0.9 and this host offers 1.0; install a newer version")]
    [InlineData("0", "", PluginFailReason.ApiTooOld, "it was made for API 0 and this host offers 1.0")]
    public void Api_out_of_range_fails_before_any_code_is_loaded(string min, string max, PluginFailReason reason, string because)
    {
        JsonObject manifest = PluginsFolder.Manifest("alien");
        manifest["api"] = new JsonObject { ["min"] = min, ["max"] = max };
        _plugins.AddManifest("alien", manifest.ToJsonString());

        PluginRecord record = Expect("alien", reason, because);

        Assert.Null(record.Sha256);
    }

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("1", "")]
    [InlineData("0.5", "1.0")]
    [InlineData("0.5", "3")]
    public void Api_range_that_holds_the_host_is_taken(string min, string max)
    {
        _plugins.Add("native", PluginsFolder.With("api", new JsonObject { ["min"] = min, ["max"] = max }));

        Assert.Equal(PluginStatus.Active, _plugins.LoadOne("native").Status);
    }

    PluginRecord Expect(string id, PluginFailReason reason, string because)
    {
        PluginRecord record = _plugins.LoadOne(id);
        Assert.Equal((PluginStatus.Failed, reason, $"RNN{(int)reason}"), (record.Status, record.Reason, record.ErrorId));
        Assert.StartsWith($"Could not load plugin '{id}' because {because}", record.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", record.Sentence, StringComparison.Ordinal);
        return record;
    }
}
