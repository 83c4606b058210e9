using System.CommandLine;
using System.Text.Json.Nodes;
using RnnModular.Cli.Cells.Compilation;
using RnnModular.Cli.Configuration;
using RnnModular.Cli.Output;
using RnnModular.Cli.Training;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn train &lt;task&gt;</c>, with the task's own options.</summary>
sealed class TrainTaskCommand : Verb
{
    readonly ITask _task;
    readonly TaskOptionSymbols _symbols;
    readonly Option<string?> _out = new("--out") { Description = "Run folder to make. [default: runs/<task>/<time>]", HelpName = "folder" };
    readonly Option<string?> _resume = new("--resume") { Description = "Run folder to continue from its last checkpoint, bit for bit.", HelpName = "folder" };
    readonly Option<string?> _config = new("--config") { Description = "JSON file with options; the command line and RNN_ variables win over it.", HelpName = "file" };
    readonly Option<bool> _printConfig = new("--print-config") { Description = "Print the joined configuration and do nothing else." };

    public TrainTaskCommand(ITask task)
        : base(task.Id, task.Summary, $"rnn train {task.Id} --seed 2")
    {
        _task = task;
        Option[] own = [_out, _resume, _config, _printConfig];
        _symbols = new TaskOptionSymbols(task.Id, task.TrainOptions, own.Concat(new CommonOptions().All).Select(o => o.Name).Append("--help"));
        foreach (Option option in _symbols.Symbols.Concat(own))
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        if (_symbols.Fault is { } fault)
        {
            throw new RnnException(FailureKind.Plugin, fault);
        }

        TaskVerb.WarnOfFailures(invocation);
        return invocation.Parse.GetValue(_resume) is { } folder ? Resume(invocation, RunFolder.Open(invocation.PathOf(folder))) : Start(invocation);
    }

    int Start(Invocation invocation)
    {
        string? path = invocation.Parse.GetValue(_config) is { } typed ? invocation.PathOf(typed) : null;
        RunConfig? file = path is null ? null : ReadConfig(path);
        TaskOptions given = OptionSources.Resolve(_task.TrainOptions, _symbols.Typed(invocation.Parse), invocation.Variable, file, path);
        RunCells cells = RunCells.Start(invocation, given.Values, Path.GetDirectoryName(path));
        TaskOptions options = OptionFiles.MakeAbsolute(_task.TrainOptions, cells.Options, invocation.PathOf);
        RunConfig config = new(_task.Id, invocation.Seed(file?.Seed), invocation.Threads(file?.Threads), options.Values);
        if (invocation.Parse.GetValue(_printConfig))
        {
            JsonObject json = config.ToJson(_task.TrainOptions);
            invocation.Surroundings.Output.WriteLine(json.ToJsonString(invocation.Json ? JsonText.OneLine : JsonText.Indented));
            return 0;
        }

        string? wanted = invocation.Parse.GetValue(_out) is { } folder ? invocation.PathOf(folder) : null;
        return new TrainFlow(invocation, _task, options, config, cells).Start(wanted);
    }

    int Resume(Invocation invocation, RunFolder folder)
    {
        // Another value would make another run of it, silently.
        bool changes = _symbols.Typed(invocation.Parse).Count > 0 || invocation.GivesSeed
            || new Option<string?>[] { _out, _config }.Any(o => invocation.Parse.GetValue(o) is not null);
        if (changes)
        {
            throw new RnnException(FailureKind.Usage, "The training cannot be resumed with other options because it takes them all from its config.json; leave out everything but --resume and --threads.");
        }

        if (!File.Exists(folder.Checkpoint))
        {
            throw new RnnException(FailureKind.Checkpoint, $"The training cannot be resumed because '{folder.Checkpoint}' is not there; train anew.");
        }

        RunConfig file = ReadConfig(folder.Config);
        TaskOptions options = OptionSources.Resolve(_task.TrainOptions, new Dictionary<string, string>(), _ => null, file, folder.Config);
        RunConfig config = file with { Task = _task.Id, Threads = invocation.Threads(file.Threads), Seed = file.Seed ?? 1 };
        return new TrainFlow(invocation, _task, options, config, RunCells.Resume(invocation, options.Values, folder.Path)).Resume(folder);
    }

    RunConfig ReadConfig(string path)
    {
        RunConfig file = RunConfig.Read(path);
        return file.Task is null || file.Task == _task.Id
            ? file
            : throw new RnnException(FailureKind.Config, $"'{path}' cannot be used because it is for the task '{file.Task}'; type 'rnn train {file.Task}' or give another file.");
    }
}
