using System.CommandLine;
using System.Text.Json.Nodes;
using RnnModular.CellCompiler;
using RnnModular.Cli.Cells.Building;
using RnnModular.Interop;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn cell new</c>: a commented spec to start from.</summary>
sealed class CellNewCommand : Verb
{
    readonly Argument<string> _name = new("name") { Description = "Name of the cell, for instance my-gru." };
    readonly Option<string?> _out = new("--out", "-o") { Description = "File to write. [default: <name>.cell]", HelpName = "file.cell" };

    public CellNewCommand()
        : base("new", "Write a commented spec to start a cell of your own from.", "rnn cell new my-gru")
    {
        Arguments.Add(_name);
        Options.Add(_out);
    }

    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        string name = invocation.Parse.GetRequiredValue(_name);
        string stem = name.EndsWith(CellNaming.Extension, StringComparison.OrdinalIgnoreCase) ? name[..^CellNaming.Extension.Length] : name;
        string? id = stem.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? CellNaming.FileId(stem) : null;
        if (id is null)
        {
            throw new RnnException(FailureKind.Usage, $"The cell cannot be called '{name}' because a name starts with a letter and has only letters, digits and '-'; choose another, for instance 'my-gru'.");
        }

        string typed = invocation.Parse.GetValue(_out) ?? id + CellNaming.Extension;
        string path = invocation.PathOf(typed);
        if (Path.Exists(path))
        {
            throw new RnnException(FailureKind.Config, $"'{typed}' cannot be written because it is there already; choose another with --out.");
        }

        AtomicFile.WriteText(path, FailureKind.Config, StartingSpec.Text(id).ReplaceLineEndings("\n"));
        if (invocation.Json)
        {
            invocation.Print(new JsonObject { ["cell"] = id, ["file"] = path });
        }
        else
        {
            invocation.Surroundings.Output.WriteLine($"Wrote {typed}.\nNext:  rnn cell check {typed}");
        }

        return 0;
    }
}
