namespace RnnModular.Hosting.Tests.Plugins;

public sealed class PluginHostTests : IDisposable
{
    readonly PluginsFolder _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public void Good_plugin_becomes_active_and_its_cells_and_tasks_are_found()
    {
        string directory = _plugins.Add(
            "good",
            PluginCompiler.Configuring("""context.Tasks.Register(new NamedTask("sing")); context.Cells.Register(new NamedCell("z")); context.Cells.Register(new NamedCell("a"));"""),
            PluginsFolder.With("provides", new System.Text.Json.Nodes.JsonArray("task:sing", "cell:a", "cell:z")));

        using PluginHost host = _plugins.Load();

        PluginRecord record = Assert.Single(host.Records);
        Assert.Equal((PluginStatus.Active, null, "", directory), (record.Status, record.ErrorId, record.Sentence, record.Directory));
        Assert.Equal(["a", "z"], record.Cells);
        Assert.Equal(["sing"], record.Tasks);
        Assert.Equal(["a", "z"], host.Cells.All.Select(cell => cell.Descriptor.Id));
        Assert.Equal("sing", host.Tasks.Get("sing").Id);
    }

    [Fact]
    public void Record_of_a_plugin_has_the_hash_of_its_assembly()
    {
        string directory = _plugins.Add("good");

        byte[] hash = System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(directory, "good.dll")));

        Assert.Equal(Convert.ToHexString(hash).ToLowerInvariant(), _plugins.LoadOne("good").Sha256);
    }

    [Fact]
    public void Context_of_a_plugin_tells_its_id_and_its_own_folder()
    {
        string directory = _plugins.Add("good", PluginCompiler.Configuring("""if (context.PluginId != "good") throw new Exception(); throw new Exception(context.Directory);"""));

        Assert.Contains(Path.GetFileName(directory), _plugins.LoadOne("good").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_plugins_do_not_keep_a_good_one_from_loading()
    {
        _plugins.AddManifest("a-broken", "{");
        _plugins.Add("b-throws", PluginCompiler.Configuring("throw new InvalidOperationException(\"no luck\");"));
        _plugins.Add("c-good");

        using PluginHost host = _plugins.Load();

        Assert.Equal(["b-throws", "c-good", "a-broken"], host.Records.Select(record => record.Id));
        Assert.Equal([PluginStatus.Failed, PluginStatus.Active, PluginStatus.Invalid], host.Records.Select(record => record.Status));
        Assert.Equal("c-good", Assert.Single(host.Tasks.All).Id);
    }

    [Fact]
    public void Folder_that_is_not_there_has_no_plugins()
    {
        using PluginHost host = PluginHost.Load(Path.Combine(_plugins.Path, "nowhere"));

        Assert.Empty(host.Records);
    }

    [Fact]
    public void Folder_whose_name_starts_with_a_full_stop_is_disabled()
    {
        _plugins.Add("sleeper", folder: ".sleeper");

        using PluginHost host = _plugins.Load();

        PluginRecord record = Assert.Single(host.Records);
        Assert.Equal(("sleeper", PluginStatus.Disabled, null), (record.Id, record.Status, record.ErrorId));
        Assert.Empty(host.Tasks.All);
    }

    [Fact]
    public void Empty_folder_is_passed_over_and_one_without_a_manifest_is_not()
    {
        Directory.CreateDirectory(Path.Combine(_plugins.Path, "empty"));
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_plugins.Path, "odd")).FullName, "notes.txt"), "");

        using PluginHost host = _plugins.Load();

        PluginRecord record = Assert.Single(host.Records);
        Assert.Equal(("odd", "RNN1001"), (record.Id, record.ErrorId));
        Assert.Contains("its folder has no plugin.json", record.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Private_dependencies_of_two_plugins_may_differ_under_one_name(bool collectible)
    {
        foreach (string id in new[] { "first", "second" })
        {
            string directory = _plugins.AddManifest(id, PluginsFolder.Manifest(id).ToJsonString());
            string lib = Path.Combine(directory, "Lib.dll");
            PluginCompiler.Compile(lib, $$"""public static class Lib { public static string Word => "{{id}}-word"; }""");
            PluginCompiler.Compile(Path.Combine(directory, $"{id}.dll"), PluginCompiler.Configuring("context.Tasks.Register(new NamedTask(Lib.Word));"), lib);
        }

        using PluginHost host = _plugins.Load(collectible);

        Assert.Equal(["first-word", "second-word"], host.Tasks.All.Select(task => task.Id));
    }

    [Fact]
    public void Cell_of_a_failed_plugin_is_asked_for_and_the_sentence_says_why_it_is_absent()
    {
        _plugins.Add("lost", PluginCompiler.Configuring("throw new Exception(\"out of ink\");"), PluginsFolder.With("provides", new System.Text.Json.Nodes.JsonArray("cell:quill")));
        using PluginHost host = _plugins.Load();

        RnnException e = Assert.Throws<RnnException>(() => host.Cells.Get("quill"));

        Assert.Equal(FailureKind.Plugin, e.Kind);
        Assert.StartsWith("There is no cell 'quill': Could not load plugin 'lost' because its entry point failed (Exception: out of ink);", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plugin_that_registers_after_it_was_configured_is_refused()
    {
        _plugins.Add("late", PluginCompiler.Configuring("""context.Tasks.Register(new LateTask(context));""") + """
            sealed class LateTask(IPluginContext context) : ITask
            {
                public string Id => "late";
                public string Summary { get { context.Tasks.Register(new NamedTask("later")); return ""; } }
                public IReadOnlyList<TaskOption> TrainOptions => [];
                public IReadOnlyList<TaskOption> RunOptions => [];
                public ITraining Prepare(TaskContext c) => throw new NotSupportedException();
                public TaskResult Run(TaskContext c, ITensorSource m) => throw new NotSupportedException();
            }
            """);
        using PluginHost host = _plugins.Load();

        RnnException e = Assert.Throws<RnnException>(() => host.Tasks.Get("late").Summary);

        Assert.Contains("only inside Configure", e.Message, StringComparison.Ordinal);
        Assert.Single(host.Tasks.All);
    }
}
