using System.CommandLine;
using System.Text.Json.Nodes;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.Cli.Output;
using RnnModular.Hosting;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn cell explain</c>: the page of a diagnostic.</summary>
sealed class CellExplainCommand : Verb
{
    readonly Argument<string?> _id = new("id") { Description = "Id of a diagnostic, for instance RNN0101; all of them when left out.", Arity = ArgumentArity.ZeroOrOne };

    public CellExplainCommand()
        : base("explain", "Explain a diagnostic: what it means, an example, how to mend it.", "rnn cell explain RNN0101") => Arguments.Add(_id);

    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        if (invocation.Parse.GetValue(_id) is not { } typed)
        {
            List(invocation);
            return 0;
        }

        string id = typed.All(char.IsAsciiDigit) ? "RNN" + typed.PadLeft(4, '0') : typed.ToUpperInvariant();
        Explanation page = Explanations.Find(id) ?? throw Unknown(typed, id);
        if (invocation.Json)
        {
            invocation.Print(ToJson(page));
        }
        else
        {
            Write(invocation.Surroundings.Output, page);
        }

        return 0;
    }

    static RnnException Unknown(string typed, string id)
    {
        string todo = EditDistance.Nearest(id, Explanations.All.Select(p => p.Id)) is { } near
            ? $"did you mean '{near}'?"
            : "see 'rnn cell explain' for all of them.";
        return new RnnException(FailureKind.Usage, $"There is no page for '{typed}' because no diagnostic of a cell has that id; {todo}");
    }

    static void List(Invocation invocation)
    {
        if (invocation.Json)
        {
            invocation.Print(new JsonObject { ["pages"] = new JsonArray([.. Explanations.All.Select(p => (JsonNode?)ToJson(p))]) });
        }
        else
        {
            new ResultView(invocation).Write(["id", "says"], Explanations.All.Select(p => (IReadOnlyList<string>)[p.Id, p.Title]));
        }
    }

    static void Write(TextWriter output, Explanation page)
    {
        output.WriteLine($"{page.Id}: {page.Title}\n\n{page.Meaning}");
        if (page.Wrong.Length > 0)
        {
            output.WriteLine($"\nAn example:\n\n{Indent(page.Wrong)}");
        }

        output.WriteLine($"\n{page.Remedy}");
        if (page.Mended.Length > 0)
        {
            output.WriteLine($"\nMended:\n\n{Indent(page.Mended)}");
        }
    }

    static string Indent(string text) => string.Join('\n', text.Split('\n').Select(l => l.Length > 0 ? "    " + l : l));

    static JsonObject ToJson(Explanation page) => new()
    {
        ["id"] = page.Id,
        ["title"] = page.Title,
        ["meaning"] = page.Meaning,
        ["wrong"] = page.Wrong,
        ["remedy"] = page.Remedy,
        ["mended"] = page.Mended,
    };
}
