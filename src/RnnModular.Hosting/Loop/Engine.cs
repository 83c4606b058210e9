namespace RnnModular.Hosting.Loop;

/// <summary>
/// Drives a training like a game loop: ordered systems (load, train, evaluate, checkpoint, report), one minibatch a tick,
/// on the caller's thread.
/// </summary>
public sealed class Engine
{
    readonly EngineState _state;
    readonly CheckpointSystem _checkpoint;
    readonly ITrainingReporter _reporter;
    readonly ISystem[] _systems;

    /// <summary>An engine at rest before its first tick.</summary>
    /// <param name="training">What to train; stays the caller's to dispose of.</param>
    /// <param name="store">Where checkpoints lie.</param>
    /// <param name="reporter">Who is told.</param>
    /// <param name="options">Cadence and clock.</param>
    public Engine(ITraining training, ICheckpointStore store, ITrainingReporter reporter, EngineOptions? options = null)
    {
        _state = new EngineState(training, options ?? new EngineOptions());
        _reporter = reporter;
        EvalSystem eval = new(_state);
        _checkpoint = new CheckpointSystem(_state, store);
        _systems =
        [
            new LoadSystem(_state, store, reporter),
            new TrainSystem(_state),
            eval,
            _checkpoint,
            new ReportSystem(_state, eval, _checkpoint, reporter),
        ];
    }

    /// <summary>Trains one minibatch and all that goes with it; allocates nothing itself.</summary>
    /// <returns>False when nothing is left to train.</returns>
    /// <exception cref="RnnException">The training diverged, or a checkpoint could not be written or read.</exception>
    public bool RunOneTick()
    {
        _state.HasStepped = false;
        foreach (ISystem system in _systems)
        {
            // Asked anew for each system: what is due is known only once the minibatch is trained and measured.
            Tick tick = _state.Now();
            system.Update(in tick);
        }

        return !_state.Training.IsFinished;
    }

    /// <summary>Ticks until nothing is left to train or a stop is asked for; a stop finishes the tick and writes a checkpoint.</summary>
    /// <exception cref="RnnException">The training diverged, or a checkpoint could not be written or read.</exception>
    public EngineOutcome Run(CancellationToken stop)
    {
        bool isMoreLeft = true;
        while (isMoreLeft && !stop.IsCancellationRequested)
        {
            isMoreLeft = RunOneTick();
        }

        EngineOutcome outcome = isMoreLeft ? EngineOutcome.Cancelled : EngineOutcome.Completed;
        if (outcome == EngineOutcome.Cancelled && _state.Last.Step > _state.CheckpointedStep)
        {
            _checkpoint.Save();
            _reporter.Checkpointed(_state.Last.Step);
        }

        _reporter.Finished(outcome, _state.Last.Step, _state.Elapsed);
        return outcome;
    }
}
