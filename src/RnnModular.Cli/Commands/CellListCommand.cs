using System.Text.Json.Nodes;
using RnnModular.Cli.Cells.Compilation;
using RnnModular.Cli.Output;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn cell list</c>.</summary>
sealed class CellListCommand() : Verb("list", "List the recurrent cells the plugins brought.", "rnn cell list")
{
    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        IReadOnlyList<ICellFactory> cells = invocation.Plugins.Cells.All;
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

        new ResultView(invocation).Write(["id", "inputs", "states", "summary"], cells.Select(Row));
        return 0;
    }

    // A cell that cannot be used says so where its summary would stand.
    static IReadOnlyList<string> Row(ICellFactory cell) => [cell.Descriptor.Id, string.Join(", ", cell.Descriptor.Inputs), string.Join(", ", cell.Descriptor.States), ProblemOf(cell) ?? cell.Descriptor.Summary];

    static string? ProblemOf(ICellFactory cell) => (cell as SpecCell)?.Problem;

    static JsonObject ToJson(ICellFactory factory)
    {
        JsonObject json = ToJson(factory.Descriptor);
        if (ProblemOf(factory) is { } problem)
        {
            json["problem"] = problem;
        }

        return json;
    }

    static JsonObject ToJson(CellDescriptor cell) => new()
    {
        ["id"] = cell.Id,
        ["summary"] = cell.Summary,
        ["equations"] = cell.Equations,
        ["inputs"] = JsonText.Texts(cell.Inputs),
        ["sizes"] = JsonText.Texts(cell.SizeNames),
        ["states"] = JsonText.Texts(cell.States),
        ["tensors"] = new JsonArray([.. cell.Tensors.Select(t => (JsonNode?)new JsonObject { ["name"] = t.Name, ["parts"] = JsonText.Texts(t.Parts) })]),
    };
}
