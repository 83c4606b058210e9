using System.Text.Json.Nodes;
using RnnModular.Cli.Output;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn cell list</c>.</summary>
sealed class CellListCommand() : Verb("list", "List the recurrent cells the plugins brought.", "rnn cell list")
{
    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        IReadOnlyList<CellDescriptor> cells = [.. invocation.Plugins.Cells.All.Select(f => f.Descriptor)];
        if (invocation.Json)
        {
            invocation.Print(new JsonObject { ["cells"] = new JsonArray([.. cells.Select(c => (JsonNode?)ToJson(c))]) });
            return 0;
        }

        if (cells.Count == 0)
        {
            invocation.Surroundings.Output.WriteLine("There are no cells because no plugin has brought any; see 'rnn plugins list'.");
            return 0;
        }

        new ResultView(invocation).Write(["id", "states", "summary"], cells.Select(c => (IReadOnlyList<string>)[c.Id, string.Join(", ", c.States), c.Summary]));
        return 0;
    }

    static JsonObject ToJson(CellDescriptor cell) => new()
    {
        ["id"] = cell.Id,
        ["summary"] = cell.Summary,
        ["equations"] = cell.Equations,
        ["sizes"] = JsonText.Texts(cell.SizeNames),
        ["states"] = JsonText.Texts(cell.States),
        ["tensors"] = new JsonArray([.. cell.Tensors.Select(t => (JsonNode?)new JsonObject { ["name"] = t.Name, ["parts"] = JsonText.Texts(t.Parts) })]),
    };
}
