namespace RnnModular.Cli.Commands;

/// <summary><c>rnn run</c>.</summary>
sealed class RunCommand() : TaskVerb("run", "Use a trained model on your data.", "rnn run forecasting --model runs/forecasting/20260101-120000 --out forecast.csv")
{
    /// <inheritdoc/>
    protected override Verb Make(ITask task) => new RunTaskCommand(task);
}
