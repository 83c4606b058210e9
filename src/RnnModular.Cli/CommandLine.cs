using System.CommandLine;
using System.CommandLine.Invocation;
using RnnModular.Cli.Commands;
using RnnModular.Cli.Output;

namespace RnnModular.Cli;

/// <summary>From arguments to an exit code.</summary>
static class CommandLine
{
    /// <summary>Runs the command. Nothing is thrown: whatever goes wrong becomes a sentence and an exit code.</summary>
    public static int Run(IReadOnlyList<string> args, Surroundings surroundings)
    {
        // Even a command line that makes no sense may ask for JSON.
        bool json = args.Contains("--json");
        try
        {
            CommandTree tree = new(surroundings);
            ParseResult parse = tree.Parse(args);
            return parse.Action is ParseErrorAction
                ? throw ParseFailure.Explain(parse)
                : parse.Invoke(new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception error)
        {
            return FailureReport.Write(error, json, surroundings);
        }
        finally
        {
            surroundings.Output.Flush();
            surroundings.Error.Flush();
        }
    }
}
