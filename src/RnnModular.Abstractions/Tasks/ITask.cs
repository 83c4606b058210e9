namespace RnnModular;

/// <summary>A task a person can train and run: forecasting, translation, music…</summary>
public interface ITask
{
    /// <summary>Registry id, for instance <c>forecasting</c>.</summary>
    string Id { get; }

    /// <summary>One line for people.</summary>
    string Summary { get; }

    /// <summary>The options of <c>rnn train</c>, with defaults; the embedded data set runs with all of them left alone.</summary>
    IReadOnlyList<TaskOption> TrainOptions { get; }

    /// <summary>The options of <c>rnn run</c>.</summary>
    IReadOnlyList<TaskOption> RunOptions { get; }

    /// <summary>Reads the data and builds the model; no training yet.</summary>
    /// <exception cref="RnnException">The data or an option cannot be used.</exception>
    ITraining Prepare(TaskContext context);

    /// <summary>Uses a trained model on the user's data.</summary>
    /// <exception cref="RnnException">The data, an option or the model cannot be used.</exception>
    TaskResult Run(TaskContext context, ITensorSource model);
}

/// <summary>What a task is given to work with.</summary>
/// <param name="Options">Values of the task's options; see <see cref="TaskOptions"/>.</param>
/// <param name="Cells">The cells of all plugins.</param>
/// <param name="Team">The workers.</param>
/// <param name="Seed">Everything random is derived from it.</param>
/// <param name="Log">For messages to people; goes to standard error.</param>
public sealed record TaskContext(TaskOptions Options, ICellRegistry Cells, IWorkerTeam Team, ulong Seed, Action<string> Log);
