using System.CommandLine;
using System.Text.Json.Nodes;
using RnnModular.Cli.Cells.Building;
using RnnModular.Cli.Cells.Compilation;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn cell build</c>: a plugin from a file of equations, without an SDK.</summary>
sealed class CellBuildCommand : Verb
{
    readonly Argument<string> _cell = new("file") { Description = "File of equations." };
    readonly Option<string?> _out = new("--out", "-o") { Description = "Folder of plugins to put it in. [default: the host's own]", HelpName = "folder" };

    public CellBuildCommand()
        : base("build", "Build a plugin, an assembly with its manifest, from a file of equations.", "rnn cell build my-gru.cell -o plugins")
    {
        Arguments.Add(_cell);
        Options.Add(_out);
    }

    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        string typed = invocation.Parse.GetRequiredValue(_cell);
        CellSpec spec = CellSpec.Read(invocation.PathOf(typed), typed);
        SpecMistake.Analyze(spec, invocation.Say, invocation.Json);
        CellPlugin plugin = new(spec);
        string plugins = invocation.Parse.GetValue(_out) is { } folder ? invocation.PathOf(folder) : invocation.PluginsFolder;
        string target = PluginFolder.Write(plugins, plugin);
        if (invocation.Json)
        {
            invocation.Print(new JsonObject { ["cell"] = spec.Source.Id, ["plugin"] = plugin.Id, ["folder"] = target });
        }
        else
        {
            invocation.Surroundings.Output.WriteLine($"Built the plugin {plugin.Id} in '{target}'.");
            invocation.Surroundings.Output.WriteLine($"Next:  rnn cell check {spec.Source.Id}{(plugins == invocation.PluginsFolder ? "" : $" --plugins \"{plugins}\"")}");
        }

        return 0;
    }
}
