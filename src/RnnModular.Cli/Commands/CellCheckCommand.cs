using System.CommandLine;
using System.Globalization;
using RnnModular.CellCompiler.Ir;
using RnnModular.Cli.Cells;
using RnnModular.Cli.Cells.Compilation;
using RnnModular.Numerics;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn cell check</c>: every engine of a cell against the float64 interpreter, and its gradient against central differences.</summary>
sealed class CellCheckCommand : Verb
{
    const int Workers = 2;
    const int Largest = 128;
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(3);

    readonly Argument<string?> _cell = new("cell") { Description = "Id of a cell, or a file of equations.", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<bool> _all = new("--all") { Description = "Check every registered cell." };
    readonly Option<int> _input = Size("--input", "Input size.", 5);
    readonly Option<int> _hidden = Size("--hidden", "Hidden size.", 9);
    readonly Option<int> _batch = Size("--batch", "Sequences, the first of full length, the last of one step.", 3);
    readonly Option<int> _time = Size("--time", "Steps of the longest sequence.", 7);

    public CellCheckCommand()
        : base("check", "Check a cell: every engine against float64, every gradient against central differences.", "rnn cell check my.cell --hidden 33")
    {
        Arguments.Add(_cell);
        foreach (Option option in new Option[] { _all, _input, _hidden, _batch, _time })
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        bool all = invocation.Parse.GetValue(_all);
        string? typed = invocation.Parse.GetValue(_cell);
        if (all == (typed is not null))
        {
            throw new RnnException(FailureKind.Usage, all
                ? $"'rnn cell check --all' checks every cell, so '{typed}' is one too many; leave out one of the two."
                : "'rnn cell check' does not say what to check because the cell is missing; add a file, an id or --all.");
        }

        using WorkerTeam team = new(invocation.Threads(Workers));
        if (!all)
        {
            CellCheckResult result = Check(invocation, typed!, team);
            CellCheckReport report = new(invocation);
            report.Write(result);
            return CellCheckReport.ExitCode(result.Passed);
        }

        return CheckAll(invocation, team);
    }

    int CheckAll(Invocation invocation, WorkerTeam team)
    {
        CellCheckReport report = new(invocation);
        List<CellCheckResult> results = [];
        IReadOnlyList<ICellFactory> cells = invocation.Plugins.Cells.All;
        long told = invocation.Surroundings.Clock.GetTimestamp();
        foreach (ICellFactory factory in cells)
        {
            invocation.Surroundings.Cancelled.ThrowIfCancellationRequested();
            results.Add(CheckOrFail(invocation, factory, team));
            if (invocation.Surroundings.Clock.GetElapsedTime(told) > _pause)
            {
                told = invocation.Surroundings.Clock.GetTimestamp();
                invocation.Say(string.Create(CultureInfo.InvariantCulture, $"Checked {results.Count} of {cells.Count} cells."));
            }
        }

        report.Write(results);
        return CellCheckReport.ExitCode(results.TrueForAll(r => r.Passed));
    }

    // One cell that cannot be checked must not keep the others from it.
    CellCheckResult CheckOrFail(Invocation invocation, ICellFactory factory, WorkerTeam team)
    {
        try
        {
            return Run(invocation, CellSpec.Of(factory.Descriptor), factory, team);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            invocation.Say($"{factory.Descriptor.Id}: {error.Message}");
            return new CellCheckResult(factory.Descriptor.Id, 0, factory.Descriptor.States, [], double.NaN);
        }
    }

    CellCheckResult Check(Invocation invocation, string typed, WorkerTeam team)
    {
        CellSpec spec = CellArgument.Spec(invocation, typed);
        ICellFactory factory = spec.Origin is null ? invocation.Plugins.Cells.Get(typed) : new SpecCell(spec, invocation.Compiler);
        return Run(invocation, spec, factory, team);
    }

    CellCheckResult Run(Invocation invocation, CellSpec spec, ICellFactory factory, WorkerTeam team)
    {
        StepGraph graph = SpecMistake.Analyze(spec, invocation.Say, invocation.Json);
        ParseResult parse = invocation.Parse;
        CellSizes sizes = Suitable(factory, parse);
        int[] lengths = CellCheck.RaggedLengths(parse.GetValue(_batch), parse.GetValue(_time));
        try
        {
            return CellCheck.Run(graph, factory, sizes, lengths, invocation.Seed(), team);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new RnnException(
                FailureKind.Usage,
                string.Create(CultureInfo.InvariantCulture, $"The cell '{spec.Source.Id}' cannot be checked with input {sizes.Input} and hidden {sizes.Hidden} because of its sizes ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}); choose others with --input and --hidden."),
                error);
        }
    }

    /// <summary>The sizes that were typed; where none was, the first the cell can have: it may need an even one, or as many inputs as states.</summary>
    CellSizes Suitable(ICellFactory factory, ParseResult parse)
    {
        CellSizes wanted = new(parse.GetValue(_input), parse.GetValue(_hidden));
        int[] inputs = IsTyped(parse, _input) ? [wanted.Input] : [wanted.Input, 8, 9];
        int[] hidden = IsTyped(parse, _hidden) ? [wanted.Hidden] : [wanted.Hidden, 8, 12, 16, 30];
        foreach ((int input, int state) in inputs.SelectMany(_ => hidden, static (i, h) => (i, h)))
        {
            try
            {
                using RecurrentCell cell = factory.Create(new CellSizes(input, state));
                return new CellSizes(input, state);
            }
            catch (ArgumentOutOfRangeException)
            {
                // The next sizes, or, of the wanted ones, the message of the check itself.
            }
        }

        return wanted;
    }

    static bool IsTyped(ParseResult parse, Option<int> option) => parse.GetResult(option) is { Implicit: false };

    static Option<int> Size(string name, string description, int value)
    {
        Option<int> option = new(name) { Description = description, HelpName = "whole number", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > Largest))
            {
                result.AddError($"{name} needs a whole number from 1 to {Largest}");
            }
        });
        return option;
    }
}
