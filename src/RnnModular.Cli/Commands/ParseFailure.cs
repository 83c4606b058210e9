using System.CommandLine;
using System.CommandLine.Parsing;
using RnnModular.Hosting;

namespace RnnModular.Cli.Commands;

/// <summary>Turns what the parser complains about into one sentence.</summary>
static class ParseFailure
{
    /// <summary>The failure of a command line that could not be read.</summary>
    public static RnnException Explain(ParseResult parse)
    {
        string path = PathOf(parse.CommandResult);
        string todo = $"see '{path} --help'.";
        if (parse.UnmatchedTokens.FirstOrDefault() is { } unknown)
        {
            string? near = EditDistance.Nearest(unknown, Names(parse.CommandResult));
            string hint = near is null ? "" : $" did you mean '{near}'?";
            return new RnnException(FailureKind.Usage, $"'{path}' knows no '{unknown}';{hint} {char.ToUpperInvariant(todo[0])}{todo[1..]}".Replace("; See", "; see"));
        }

        if (parse.Errors.Count == 0)
        {
            return new RnnException(FailureKind.Usage, $"'{path}' does not say what to do; {todo}");
        }

        string message = parse.Errors[0].Message.TrimEnd('.');
        return new RnnException(FailureKind.Usage, $"'{path}' cannot be read because of this: {message}; {todo}");
    }

    static string PathOf(CommandResult result) => result.Parent is CommandResult parent
        ? $"{PathOf(parent)} {result.Command.Name}"
        : "rnn";

    static IEnumerable<string> Names(CommandResult result)
    {
        IEnumerable<string> own = result.Command.Options.Select(o => o.Name).Concat(result.Command.Subcommands.Select(c => c.Name));
        return result.Parent is CommandResult parent
            ? own.Concat(parent.Command.Options.Where(o => o.Recursive).Select(o => o.Name)).Concat(Names(parent).Where(n => n.StartsWith('-'))).Distinct()
            : own;
    }
}
