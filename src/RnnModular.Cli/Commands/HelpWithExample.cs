using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RnnModular.Cli.Commands;

/// <summary>The help, with an example to copy below it.</summary>
sealed class HelpWithExample(HelpAction help) : SynchronousCommandLineAction
{
    const string RootExample = "rnn train forecasting";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        string example = (parseResult.CommandResult.Command as Verb)?.Example ?? RootExample;
        parseResult.InvocationConfiguration.Output.Write($"Example:\n  {example}\n\n");
        return code;
    }
}
