using System.Globalization;
using System.Text.Json.Nodes;
using RnnModular.Cli.Cells.Compilation;
using RnnModular.Cli.Charts;
using RnnModular.Cli.Commands;
using RnnModular.Cli.Configuration;
using RnnModular.Cli.Output;
using RnnModular.Hosting.Loop;
using RnnModular.Interop;
using RnnModular.Interop.SafeTensors;
using RnnModular.Numerics;

namespace RnnModular.Cli.Training;

/// <summary>One training from prepared data to a filled run folder.</summary>
/// <param name="invocation">What was typed.</param>
/// <param name="task">What to train.</param>
/// <param name="options">Values of its options.</param>
/// <param name="config">All that decides the run.</param>
/// <param name="cells">The cells it may use.</param>
sealed class TrainFlow(Invocation invocation, ITask task, TaskOptions options, RunConfig config, RunCells cells)
{
    static readonly TimeSpan _betweenCheckpoints = TimeSpan.FromSeconds(30);

    readonly TimeProvider _clock = invocation.Surroundings.Clock;

    /// <summary>Trains in a new folder; null lets the time name it.</summary>
    /// <returns>The exit code.</returns>
    public int Start(string? wanted) => Run(() =>
    {
        RunFolder folder = RunFolder.Create(wanted, invocation.Surroundings.CurrentDirectory, task.Id, _clock);
        RunFolder.Write(folder.Config, config.ToJson(task.TrainOptions));
        cells.Save(folder);
        return folder;
    }, resumes: false);

    /// <summary>Continues where the checkpoint of a folder left off.</summary>
    /// <returns>The exit code.</returns>
    public int Resume(RunFolder folder) => Run(() => folder, resumes: true);

    int Run(Func<RunFolder> chooseFolder, bool resumes)
    {
        using WorkerTeam team = new(config.Threads ?? 1);
        TaskContext context = new(options, cells.Registry, team, config.Seed ?? 1, invocation.Say);
        using ITraining prepared = task.Prepare(context);

        // Only now: data that cannot be used leaves no folder behind.
        RunFolder folder = chooseFolder();
        RunFolder.Write(folder.Machine, Machine.ToJson());
        using MetricsLog log = new(folder.Metrics);
        RecordedTraining training = new(prepared, log, _clock);
        EngineOutcome outcome = ProgressDisplay.For(invocation).During(
            reporter => new Engine(training, new CheckpointFile(folder, resumes), reporter, new EngineOptions { CheckpointEvery = _betweenCheckpoints, Time = _clock })
                .Run(invocation.Surroundings.Cancelled));
        if (outcome == EngineOutcome.Cancelled)
        {
            throw new CancelledException($"Training stopped at step {training.Step.ToString(CultureInfo.InvariantCulture)}; continue it with: rnn train {task.Id} --resume {Shown(folder)}");
        }

        SafeTensorsWriter model = new();
        training.SaveModel(model);
        model.Save(folder.Model);
        TaskResult result = training.Finish();
        JsonObject summary = Summary(result, training, folder);
        RunFolder.Write(folder.Result, summary);
        foreach ((string name, Chart chart) in result.Charts.Append(KeyValuePair.Create("loss", LossChart.Of(log.Epochs))))
        {
            AtomicFile.WriteText(folder.Plot(name), FailureKind.Config, SvgChart.Draw(chart));
        }

        Show(result, summary, folder);
        return 0;
    }

    JsonObject Summary(TaskResult result, RecordedTraining training, RunFolder folder) => new()
    {
        ["task"] = task.Id,
        ["cell"] = CellOf(options),
        ["seed"] = config.Seed,
        ["metrics"] = JsonText.Numbers(result.Metrics),
        ["baselines"] = ResultView.Baselines(result),
        ["epochs"] = training.Epoch,
        ["seconds"] = JsonText.Number(Math.Round(training.Seconds, 3)),
        ["runFolder"] = folder.Path,
    };

    void Show(TaskResult result, JsonObject summary, RunFolder folder)
    {
        if (invocation.Json)
        {
            invocation.Print(summary);
            return;
        }

        TextWriter output = invocation.Surroundings.Output;
        new ResultView(invocation).Write(result, CellOf(options) ?? "model");
        output.WriteLine($"Run folder: {Shown(folder)}");
        output.WriteLine($"Next:       rnn run {task.Id} --model {Shown(folder)}");
    }

    // The shorter way to say where it is.
    string Shown(RunFolder folder)
    {
        string relative = Path.GetRelativePath(invocation.Surroundings.CurrentDirectory, folder.Path);
        string shown = relative.StartsWith("..", StringComparison.Ordinal) ? folder.Path : relative;
        return shown.Contains(' ') ? $"\"{shown}\"" : shown;
    }

    static string? CellOf(TaskOptions options) => options.Values.GetValueOrDefault("cell");
}
