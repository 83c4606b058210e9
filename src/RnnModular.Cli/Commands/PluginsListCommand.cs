using System.Text.Json.Nodes;
using RnnModular.Cli.Output;
using RnnModular.Hosting;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn plugins list</c>.</summary>
sealed class PluginsListCommand() : Verb("list", "List the plugins, what they bring, and what is wrong with those that failed.", "rnn plugins list --json")
{
    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        PluginSet plugins = invocation.Plugins;
        if (invocation.Json)
        {
            invocation.Print(new JsonObject
            {
                ["folder"] = plugins.Folder,
                ["plugins"] = new JsonArray([.. plugins.Records.Select(r => (JsonNode?)ToJson(r))]),
            });
            return 0;
        }

        TextWriter output = invocation.Surroundings.Output;
        if (plugins.Records.Count == 0)
        {
            output.WriteLine($"There are no plugins in '{plugins.Folder}'.");
            return 0;
        }

        output.WriteLine($"Plugins in '{plugins.Folder}':");
        new ResultView(invocation).Write(["id", "version", "status", "brings"], plugins.Records.Select(r => (IReadOnlyList<string>)[r.Id, r.Manifest?.Version ?? "", JsonText.Camel(r.Status.ToString()), string.Join(", ", Provided(r))]));
        foreach (PluginRecord record in plugins.Failed)
        {
            output.WriteLine($"{record.ErrorId} {record.Sentence}");
        }

        return 0;
    }

    static IEnumerable<string> Provided(PluginRecord record) => record.Cells.Select(c => $"cell:{c}").Concat(record.Tasks.Select(t => $"task:{t}"));

    static JsonObject ToJson(PluginRecord record) => new()
    {
        ["id"] = record.Id,
        ["version"] = record.Manifest?.Version,
        ["status"] = JsonText.Camel(record.Status.ToString()),
        ["provides"] = JsonText.Texts(Provided(record)),
        ["folder"] = record.Directory,
        ["sha256"] = record.Sha256,
        ["reason"] = record.Reason is { } reason ? JsonText.Camel(reason.ToString()) : null,
        ["errorId"] = record.ErrorId,
        ["sentence"] = record.Sentence.Length > 0 ? record.Sentence : null,
    };
}
