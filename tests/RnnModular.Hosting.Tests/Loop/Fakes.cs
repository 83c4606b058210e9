using RnnModular.Hosting.Loop;

namespace RnnModular.Hosting.Tests.Loop;

/// <summary>A clock that goes only when told.</summary>
sealed class ManualTime : TimeProvider
{
    long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(double seconds) => _ticks += TimeSpan.FromSeconds(seconds).Ticks;
}

/// <summary>A training that counts; everything that happens goes to one journal.</summary>
sealed class CountingTraining(List<string> journal, int stepsPerEpoch, int epochs) : ITraining
{
    public long Step { get; set; }

    public Func<long, double> Loss { get; init; } = _ => 0.5;

    public double GradientNorm { get; init; } = 1;

    public Action<long> Trained { get; init; } = _ => { };

    /// <summary>Stops early in this epoch's evaluation, as early stopping does.</summary>
    public int StopsAfterEpoch { get; init; } = int.MaxValue;

    /// <summary>True keeps trained steps out of the journal, so that nothing is allocated.</summary>
    public bool IsQuiet { get; init; }

    public long PlannedSteps => (long)stepsPerEpoch * epochs;

    public bool IsFinished { get; private set; }

    public StepReport TrainStep()
    {
        Step++;
        bool endsEpoch = Step % stepsPerEpoch == 0;
        IsFinished = Step == PlannedSteps;
        if (!IsQuiet)
        {
            journal.Add($"train {Step}");
        }

        Trained(Step);
        return new StepReport(Step, (int)((Step - 1) / stepsPerEpoch) + 1, Loss(Step), GradientNorm, endsEpoch);
    }

    public IReadOnlyDictionary<string, double> Evaluate()
    {
        IsFinished |= Step / stepsPerEpoch >= StopsAfterEpoch;
        journal.Add("eval");
        return new Dictionary<string, double> { ["loss"] = Step };
    }

    public void Save(ITensorSink checkpoint) => throw new NotSupportedException();

    public void Restore(ITensorSource checkpoint) => throw new NotSupportedException();

    public void SaveModel(ITensorSink model) => throw new NotSupportedException();

    public TaskResult Finish() => throw new NotSupportedException();

    public void Dispose()
    {
    }
}

sealed class JournalStore(List<string> journal) : ICheckpointStore
{
    /// <summary>The step an earlier run got to, or 0.</summary>
    public long Earlier { get; init; }

    public void Save(ITraining training) => journal.Add($"save {((CountingTraining)training).Step}");

    public bool TryRestore(ITraining training)
    {
        ((CountingTraining)training).Step = Earlier;
        return Earlier > 0;
    }
}

sealed class JournalReporter(List<string> journal) : ITrainingReporter
{
    public void Started(long plannedSteps, bool resumed) => journal.Add($"started {plannedSteps} {resumed}");

    public void Stepped(in StepReport step, TimeSpan elapsed) => journal.Add($"stepped {step.Step}");

    public void Evaluated(int epoch, IReadOnlyDictionary<string, double> metrics) => journal.Add($"evaluated {epoch} {metrics["loss"]}");

    public void Checkpointed(long step) => journal.Add($"checkpointed {step}");

    public void Finished(EngineOutcome outcome, long steps, TimeSpan elapsed) => journal.Add($"finished {outcome} {steps}");
}
