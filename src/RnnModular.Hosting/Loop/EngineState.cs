namespace RnnModular.Hosting.Loop;

/// <summary>What the engine's systems share.</summary>
sealed class EngineState(ITraining training, EngineOptions options)
{
    readonly long _start = options.Time.GetTimestamp();
    TimeSpan _lastCheckpoint;

    public ITraining Training => training;

    /// <summary>The minibatch of this tick, or the last one before it is trained.</summary>
    public StepReport Last { get; set; }

    /// <summary>True once the minibatch of this tick is trained.</summary>
    public bool HasStepped { get; set; }

    /// <summary>The step whose state the last checkpoint holds, so that the same state is not written twice.</summary>
    public long CheckpointedStep { get; private set; }

    public TimeSpan Elapsed => options.Time.GetElapsedTime(_start);

    public Tick Now()
    {
        TimeSpan elapsed = Elapsed;
        bool endsEpoch = HasStepped && Last.EndsEpoch;
        return new Tick(Last.Step, Last.Epoch, elapsed, endsEpoch, HasStepped && IsCheckpointDue(endsEpoch, elapsed));
    }

    public void Checkpointed()
    {
        CheckpointedStep = Last.Step;
        _lastCheckpoint = Elapsed;
    }

    bool IsCheckpointDue(bool endsEpoch, TimeSpan elapsed) =>
        training.IsFinished
        || (endsEpoch && options.CheckpointEveryEpochs > 0 && Last.Epoch % options.CheckpointEveryEpochs == 0)
        || (options.CheckpointEvery > TimeSpan.Zero && elapsed - _lastCheckpoint >= options.CheckpointEvery);
}
