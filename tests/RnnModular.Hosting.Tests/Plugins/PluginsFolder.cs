using System.Text.Json;
using System.Text.Json.Nodes;

namespace RnnModular.Hosting.Tests.Plugins;

/// <summary>A temporary plugins folder, filled with real small plugins.</summary>
sealed class PluginsFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rnn-plugins-").FullName;

    /// <summary>The manifest of a plugin with this id; change what a test is about.</summary>
    public static JsonObject Manifest(string id, params string[] provides) => new()
    {
        ["id"] = id,
        ["name"] = id,
        ["version"] = "1.0.0",
        ["kind"] = "task",
        ["entryAssembly"] = $"{id}.dll",
        ["api"] = new JsonObject { ["min"] = "1.0", ["max"] = "1" },
        ["provides"] = new JsonArray([.. provides.Select(p => JsonValue.Create(p))]),
    };

    /// <summary>Adds a plugin that registers one task of its own id.</summary>
    public string Add(string id, Action<JsonObject>? change = null, string? folder = null) =>
        Add(id, PluginCompiler.Configuring($"""context.Tasks.Register(new NamedTask("{id}"));"""), change, folder);

    /// <summary>Adds a plugin with this source.</summary>
    public string Add(string id, string source, Action<JsonObject>? change = null, string? folder = null)
    {
        JsonObject manifest = Manifest(id);
        change?.Invoke(manifest);
        string directory = AddManifest(folder ?? id, manifest.ToJsonString());
        PluginCompiler.Compile(System.IO.Path.Combine(directory, (string)manifest["entryAssembly"]!), source);
        return directory;
    }

    /// <summary>Adds a folder with nothing but a manifest.</summary>
    public string AddManifest(string folder, string text)
    {
        string directory = Directory.CreateDirectory(System.IO.Path.Combine(Path, folder)).FullName;
        File.WriteAllText(System.IO.Path.Combine(directory, "plugin.json"), text);
        return directory;
    }

    public PluginHost Load(bool collectible = false) => PluginHost.Load(Path, new PluginHostOptions { Collectible = collectible });

    /// <summary>Loads, and answers with the record of one plugin.</summary>
    public PluginRecord LoadOne(string id)
    {
        using PluginHost host = Load();
        return Assert.Single(host.Records, record => record.Id == id);
    }

    public static Action<JsonObject> With(string field, JsonNode value) => manifest => manifest[field] = value;

    public static Action<JsonObject> Needing(params (string Id, string Version, bool Optional)[] dependencies) => With(
        "dependencies",
        JsonSerializer.SerializeToNode(dependencies.Select(d => new { id = d.Id, version = d.Version, optional = d.Optional }))!);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
