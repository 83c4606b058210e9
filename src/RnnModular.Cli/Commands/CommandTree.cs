using System.CommandLine;
using System.CommandLine.Help;

namespace RnnModular.Cli.Commands;

/// <summary>All verbs. The tasks of <c>train</c> and <c>run</c> join when the plugins are known.</summary>
sealed class CommandTree
{
    readonly Surroundings _surroundings;
    readonly CommonOptions _common = new();
    readonly RootCommand _root = new("Write a recurrent cell as the equations of its paper; train, run and ship it.");
    readonly TrainCommand _train = new();
    readonly RunCommand _run = new();

    public CommandTree(Surroundings surroundings)
    {
        _surroundings = surroundings;
        foreach (Option option in _common.All)
        {
            _root.Options.Add(option);
        }

        foreach (Verb verb in new Verb[]
        {
            _train,
            _run,
            new VerbGroup("plugins", "What the plugins folder holds.", new PluginsListCommand()),
            new VerbGroup("cell", "Recurrent cells: which there are, what becomes of their equations, and new ones.", new CellListCommand(), new CellShowCommand(), new CellCheckCommand(), new CellNewCommand(), new CellBuildCommand(), new CellExplainCommand()),
            new VerbGroup("bench", "How fast things run here.", new BenchCellsCommand()),
            new DoctorCommand(),
        })
        {
            _root.Subcommands.Add(verb);
            Wire(verb);
        }

        string verbs = string.Join(", ", _root.Subcommands.Select(c => c.Name));
        _root.SetAction(int (_) => throw new RnnException(FailureKind.Usage, $"'rnn' does not say what to do because the verb is missing; add one of: {verbs}; or see 'rnn --help'."));
        HelpOption help = _root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((HelpAction)help.Action!);
    }

    /// <summary>Reads a command line; loads plugins when its verb needs them to be read.</summary>
    /// <exception cref="RnnException">No plugin provides the task.</exception>
    public ParseResult Parse(IReadOnlyList<string> args)
    {
        ParseResult first = _root.Parse(args);
        if (first.CommandResult.Command is not TaskVerb verb)
        {
            return first;
        }

        Invocation invocation = new(first, _common, _surroundings);
        verb.AddTasks(invocation.Plugins);
        foreach (Verb task in verb.Subcommands.OfType<Verb>())
        {
            Wire(task);
        }

        ParseResult second = _root.Parse(args);
        if (second.CommandResult.Command == verb && second.UnmatchedTokens.FirstOrDefault(t => !t.StartsWith('-')) is { } unknown)
        {
            // Throws, with the nearest ids.
            invocation.Plugins.Tasks.Get(unknown);
        }

        return second;
    }

    void Wire(Verb verb)
    {
        verb.SetAction(parse =>
        {
            Invocation invocation = new(parse, _common, _surroundings);
            invocation.CheckNumbers();
            return verb.Execute(invocation);
        });
        foreach (Verb inner in verb.Subcommands.OfType<Verb>())
        {
            Wire(inner);
        }
    }
}
