using System.CommandLine;
using System.Text.Json.Nodes;
using RnnModular.Cli.Cells.Compilation;
using RnnModular.Cli.Charts;
using RnnModular.Cli.Configuration;
using RnnModular.Cli.Output;
using RnnModular.Cli.Training;
using RnnModular.Interop;
using RnnModular.Interop.SafeTensors;
using RnnModular.Numerics;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn run &lt;task&gt;</c>, with the task's own options.</summary>
sealed class RunTaskCommand : Verb
{
    readonly ITask _task;
    readonly TaskOptionSymbols _symbols;
    readonly Option<string?> _model = new("--model") { Description = "Run folder of a training, or a model file. Required.", HelpName = "folder or file" };
    readonly Option<string?> _out = new("--out") { Description = "CSV file to write the answer's table to.", HelpName = "file.csv" };
    readonly Option<string?> _plot = new("--plot") { Description = "SVG file to write the chart to.", HelpName = "file.svg" };

    public RunTaskCommand(ITask task)
        : base(task.Id, task.Summary, $"rnn run {task.Id} --model runs/{task.Id}/20260101-120000")
    {
        _task = task;
        Option[] own = [_model, _out, _plot];
        _symbols = new TaskOptionSymbols(task.Id, task.RunOptions, own.Concat(new CommonOptions().All).Select(o => o.Name).Append("--help"));
        foreach (Option option in own.Take(1).Concat(_symbols.Symbols).Concat(own.Skip(1)))
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

        string typed = invocation.Parse.GetValue(_model) ?? throw new RnnException(
            FailureKind.Usage,
            $"'rnn run {_task.Id}' has nothing to run because --model is missing; give it the run folder of 'rnn train {_task.Id}'.");
        TaskVerb.WarnOfFailures(invocation);
        TaskOptions options = OptionSources.Resolve(_task.RunOptions, _symbols.Typed(invocation.Parse), invocation.Variable, null, null);
        string path = invocation.PathOf(typed);
        SafeTensorsFile model = Open(path);
        using WorkerTeam team = new(invocation.Threads());
        TaskResult result = _task.Run(new TaskContext(options, CellsOf(invocation, path), team, invocation.Seed(), invocation.Say), model);
        Save(invocation, result);
        Show(invocation, result);
        return 0;
    }

    SafeTensorsFile Open(string path)
    {
        if (!Directory.Exists(path))
        {
            return SafeTensorsFile.Open(path);
        }

        RunFolder folder = new(path);
        if (File.Exists(folder.Config) && RunConfig.Read(folder.Config).Task is { } trained && trained != _task.Id)
        {
            throw new RnnException(FailureKind.Checkpoint, $"'{path}' cannot be used because its model was trained for '{trained}'; type 'rnn run {trained}'.");
        }

        return File.Exists(folder.Model)
            ? SafeTensorsFile.Open(folder.Model)
            : throw new RnnException(FailureKind.Checkpoint, $"'{path}' cannot be used because it holds no {Path.GetFileName(folder.Model)}; give the folder of a finished training.");
    }

    // The run folder knows the equations of cells that no plugin brings; a model file may still lie in its run folder.
    static ICellRegistry CellsOf(Invocation invocation, string path)
    {
        RunFolder folder = new(Directory.Exists(path) ? path : Path.GetDirectoryName(path)!);
        return File.Exists(folder.Config)
            ? RunCells.Resume(invocation, RunConfig.Read(folder.Config).Options, folder.Path).Registry
            : invocation.Plugins.Cells;
    }

    void Save(Invocation invocation, TaskResult result)
    {
        if (invocation.Parse.GetValue(_out) is { } csv)
        {
            Table table = result.Table ?? throw new RnnException(FailureKind.Usage, $"The task '{_task.Id}' has no table to write because its answer is none; leave out --out.");
            AtomicFile.WriteText(invocation.PathOf(csv), FailureKind.Config, CsvTable.Write(table));
        }

        if (invocation.Parse.GetValue(_plot) is { } svg)
        {
            Chart chart = result.Charts.Values.FirstOrDefault() ?? throw new RnnException(FailureKind.Usage, $"The task '{_task.Id}' has no chart to write because its answer has none; leave out --plot.");
            AtomicFile.WriteText(invocation.PathOf(svg), FailureKind.Config, SvgChart.Draw(chart));
        }
    }

    void Show(Invocation invocation, TaskResult result)
    {
        if (invocation.Json)
        {
            invocation.Print(new JsonObject
            {
                ["task"] = _task.Id,
                ["metrics"] = JsonText.Numbers(result.Metrics),
                ["baselines"] = ResultView.Baselines(result),
                ["table"] = result.Table is null ? null : JsonText.Of(result.Table),
                ["out"] = invocation.Parse.GetValue(_out) is { } csv ? invocation.PathOf(csv) : null,
                ["plot"] = invocation.Parse.GetValue(_plot) is { } svg ? invocation.PathOf(svg) : null,
            });
            return;
        }

        ResultView view = new(invocation);
        view.Write(result, "model");
        if (result.Table is { } table)
        {
            view.Write(table);
        }
    }
}
