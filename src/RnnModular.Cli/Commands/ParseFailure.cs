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
        if (parse.UnmatchedTokens.FirstOrDefault() is { } unknown)
        {
            string todo = EditDistance.Nearest(unknown, Names(parse.CommandResult)) is { } near
                ? $"did you mean '{near}'?"
                : $"see '{path} --help'.";
            return new RnnException(FailureKind.Usage, $"'{path}' knows no '{unknown}'; {todo}");
        }

        string because = parse.Errors.Count > 0
            ? string.Join(' ', parse.Errors[0].Message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')
            : "it does not say what to do";
        return new RnnException(FailureKind.Usage, $"'{path}' cannot be run because of this: {because}; see '{path} --help'.");
    }

    static string PathOf(CommandResult result) => result.Parent is CommandResult parent
        ? $"{PathOf(parent)} {result.Command.Name}"
        : "rnn";

    // Its own options and subcommands, and the options it inherits.
    static IEnumerable<string> Names(CommandResult result)
    {
        IEnumerable<string> own = result.Command.Options.Select(o => o.Name).Concat(result.Command.Subcommands.Select(c => c.Name));
        return result.Parent is CommandResult parent ? own.Union(Names(parent).Where(n => n.StartsWith('-'))) : own;
    }
}
