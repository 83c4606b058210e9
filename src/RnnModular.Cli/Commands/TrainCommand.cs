namespace RnnModular.Cli.Commands;

/// <summary><c>rnn train</c>.</summary>
sealed class TrainCommand() : TaskVerb("train", "Train a model for a task; leaves a run folder.", "rnn train forecasting --seed 2 --out runs/second")
{
    /// <inheritdoc/>
    protected override Verb Make(ITask task) => new TrainTaskCommand(task);
}
