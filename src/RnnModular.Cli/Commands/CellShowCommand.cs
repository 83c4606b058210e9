using System.CommandLine;
using System.Text.Json.Nodes;
using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.Cli.Cells.Compilation;
using RnnModular.Cli.Output;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn cell show</c>: a spec at one of its stations on the way to code.</summary>
sealed class CellShowCommand : Verb
{
    static readonly Dictionary<string, CellStage> _stages = Enum.GetValues<CellStage>().ToDictionary(s => s.ToString().ToLowerInvariant());
    static readonly string[] _widths = ["avx512", "avx2", "portable"];

    readonly Argument<string> _cell = new("cell") { Description = "Id of a cell, or a file of equations." };
    readonly Option<string> _stage = new("--stage") { Description = "equations, graph, adjoint, stages or csharp.", DefaultValueFactory = _ => "equations" };
    readonly Option<string?> _width = new("--width") { Description = "With csharp: only the code for avx512, avx2 or portable." };

    public CellShowCommand()
        : base("show", "Show what becomes of a cell's equations on their way to code.", "rnn cell show gru --stage csharp --width avx2")
    {
        _stage.AcceptOnlyFromAmong([.. _stages.Keys]);
        _width.AcceptOnlyFromAmong(_widths);
        Arguments.Add(_cell);
        Options.Add(_stage);
        Options.Add(_width);
    }

    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        CellStage stage = _stages[invocation.Parse.GetRequiredValue(_stage)];
        string? width = invocation.Parse.GetValue(_width);
        if (width is not null && stage != CellStage.CSharp)
        {
            throw new RnnException(FailureKind.Usage, "The option 'width' has no meaning here because only the C# differs by width; add --stage csharp.");
        }

        CellSpec spec = CellArgument.Spec(invocation, invocation.Parse.GetRequiredValue(_cell));
        CompilationResult compilation = CellCompilation.Compile(spec.Source);
        SpecMistake.Show(spec, compilation.Diagnostics, invocation.Say);
        if (!compilation.Succeeded)
        {
            throw SpecMistake.Failure(spec, compilation.Diagnostics, invocation.Json);
        }

        string text = width is null ? CellCompilation.Print(spec.Source, stage) : OfWidth(compilation, width);
        if (invocation.Json)
        {
            invocation.Print(ToJson(spec, stage, text, compilation));
        }
        else
        {
            invocation.Surroundings.Output.Write(text.EndsWith('\n') ? text : text + "\n");
        }

        return 0;
    }

    // What all widths share, and the files of the one wanted.
    static string OfWidth(CompilationResult compilation, string width)
    {
        IEnumerable<string> others = _widths.Where(w => w != width).Select(w => $".{w}.");
        return string.Join("\n", compilation.Files
            .Where(f => !others.Any(o => f.HintName.Contains(o, StringComparison.OrdinalIgnoreCase)))
            .Select(f => $"// {f.HintName}\n{f.Text}"));
    }

    static JsonObject ToJson(CellSpec spec, CellStage stage, string text, CompilationResult compilation) => new()
    {
        ["cell"] = spec.Source.Id,
        ["stage"] = JsonText.Camel(stage.ToString()).ToLowerInvariant(),
        ["text"] = text,
        ["diagnostics"] = new JsonArray([.. compilation.Diagnostics.Select(d => (JsonNode?)ToJson(spec, d))]),
    };

    static JsonObject ToJson(CellSpec spec, CellDiagnostic diagnostic)
    {
        (int line, int column) = spec.Place(diagnostic.Span.Start);
        return new JsonObject
        {
            ["id"] = diagnostic.Id,
            ["severity"] = JsonText.Camel(diagnostic.Severity.ToString()),
            ["message"] = diagnostic.Message,
            ["line"] = line,
            ["column"] = column,
            ["length"] = diagnostic.Span.Length,
        };
    }
}
