using System.CommandLine;

namespace RnnModular.Cli.Commands;

/// <summary>A verb with one subcommand for each task the plugins brought.</summary>
abstract class TaskVerb(string name, string description, string example) : Verb(name, description, example)
{
    IReadOnlyList<ITask> _tasks = [];

    /// <summary>Adds the subcommands.</summary>
    public void AddTasks(PluginSet plugins)
    {
        _tasks = plugins.Tasks.All;
        foreach (ITask task in _tasks)
        {
            Subcommands.Add(Make(task));
        }
    }

    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        string known = _tasks.Count == 0
            ? "no plugin has brought any; see 'rnn plugins list'"
            : $"add one of: {string.Join(", ", _tasks.Select(t => t.Id))}";
        throw new RnnException(_tasks.Count == 0 ? FailureKind.Plugin : FailureKind.Usage, $"'rnn {Name}' does not say what to {Name} because the task is missing; {known}.");
    }

    /// <summary>The subcommand of a task.</summary>
    protected abstract Verb Make(ITask task);

    /// <summary>Warns of plugins that were given up: the task may miss what they would have brought.</summary>
    internal static void WarnOfFailures(Invocation invocation)
    {
        foreach (Hosting.PluginRecord record in invocation.Plugins.Failed)
        {
            invocation.Say($"warning: {record.Sentence}");
        }
    }
}
