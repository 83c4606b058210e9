namespace RnnModular;

/// <summary>A training under way. The engine calls it one minibatch a tick; it owns no thread.</summary>
public interface ITraining : IDisposable
{
    /// <summary>Minibatches of the longest possible run, for the progress bar; it may end earlier.</summary>
    long PlannedSteps { get; }

    /// <summary>True when nothing is left to train.</summary>
    bool IsFinished { get; }

    /// <summary>Trains on one minibatch.</summary>
    /// <exception cref="RnnException">A value became NaN or infinite (<see cref="FailureKind.Diverged"/>).</exception>
    StepReport TrainStep();

    /// <summary>Measures on the validation data, and decides about early stopping. Called after a step that ended an epoch.</summary>
    IReadOnlyDictionary<string, double> Evaluate();

    /// <summary>Writes everything an exact resume needs: weights, optimizer, position, random state.</summary>
    void Save(ITensorSink checkpoint);

    /// <summary>Takes up where <see cref="Save"/> left off.</summary>
    /// <exception cref="RnnException">The checkpoint does not fit.</exception>
    void Restore(ITensorSource checkpoint);

    /// <summary>Writes the finished model: all that <see cref="ITask.Run"/> needs.</summary>
    void SaveModel(ITensorSink model);

    /// <summary>Measures the finished model on the held-out data, beside its baselines.</summary>
    TaskResult Finish();
}

/// <summary>One trained minibatch.</summary>
/// <param name="Step">Minibatches so far, from 1.</param>
/// <param name="Epoch">Epochs so far, from 1.</param>
/// <param name="Loss">Training loss of this minibatch.</param>
/// <param name="GradientNorm">Norm of the whole gradient before clipping.</param>
/// <param name="EndsEpoch">True when an evaluation is due.</param>
public readonly record struct StepReport(long Step, int Epoch, double Loss, double GradientNorm, bool EndsEpoch);
