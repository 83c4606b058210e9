namespace RnnModular.Learning;

/// <summary>
/// Trains step by step, evaluates, stops early, keeps the best weights, and can be saved and taken up again at any step
/// without a bit of difference.
/// </summary>
public sealed class Trainer : IDisposable
{
    readonly ITrainable _model;
    readonly TrainerParts _parts;
    readonly TrainerOptions _options;
    readonly EarlyStopping _stopping;
    readonly WeightAverage? _average;
    readonly Tape _tape;
    readonly Tape _validationTape;

    /// <summary>A trainer of a model whose parameters are all in the store.</summary>
    public Trainer(ITrainable model, TrainerParts parts, TrainerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxEpochs, 1);
        _model = model;
        _parts = parts;
        _options = options;
        _stopping = new EarlyStopping(parts.Store, options.Patience, options.MinDelta);
        _average = options.AverageDecay is double decay ? new WeightAverage(parts.Store, decay) : null;
        _tape = new Tape(parts.Team);
        _validationTape = new Tape(parts.Team);
    }

    /// <summary>Minibatches so far.</summary>
    public long Step { get; private set; }

    /// <summary>Finished epochs.</summary>
    public int Epoch => _parts.Batcher.Epoch;

    /// <summary>Minibatches of the longest possible run.</summary>
    public long PlannedSteps => (long)_options.MaxEpochs * _parts.Batcher.BatchesPerEpoch;

    /// <summary>The lowest validation loss so far, or infinity.</summary>
    public double BestLoss => _stopping.BestLoss;

    /// <summary>The step of the lowest validation loss.</summary>
    public long BestStep => _stopping.BestStep;

    /// <summary>True when the last epoch is over or the validation loss has stopped falling.</summary>
    public bool IsFinished => Epoch >= _options.MaxEpochs || _stopping.ShouldStop;

    /// <summary>The tape of the last training step, for diagnostics.</summary>
    public Tape Tape => _tape;

    /// <summary>Trains on one minibatch; allocates nothing after warm-up.</summary>
    /// <exception cref="RnnException">A value became NaN or infinite (<see cref="FailureKind.Diverged"/>).</exception>
    public StepReport TrainStep()
    {
        Batch batch = _parts.Batcher.Next();
        long step = Step + 1;
        _tape.Begin(training: true, step);
        _model.Train(_tape, batch);
        if (!double.IsFinite(_tape.Loss))
        {
            throw Divergence.OfLoss(_parts.Store, _tape, step);
        }

        _parts.Store.ClearGradients();
        _tape.Backward();
        double norm = Clip();
        if (!double.IsFinite(norm))
        {
            throw Divergence.OfGradient(_parts.Store, step);
        }

        _parts.Optimizer.LearningRate = _parts.Schedule.At(step);
        _parts.Optimizer.Step(_parts.Team);
        _average?.Update();
        Step = step;
        return new StepReport(step, batch.Epoch, _tape.Loss, norm, batch.EndsEpoch);
    }

    /// <summary>Measures the validation loss, keeps the weights if it is the lowest so far, and tells the schedule.</summary>
    /// <exception cref="RnnException">The loss is NaN or infinite (<see cref="FailureKind.Diverged"/>).</exception>
    public double Evaluate()
    {
        // Where weights are averaged it is the average that is measured and kept.
        _average?.Swap();
        double loss = _model.Validate(_validationTape);
        if (!double.IsFinite(loss))
        {
            throw Divergence.OfValidation(Step);
        }

        _stopping.Observe(loss, Step);
        _average?.Swap();
        _parts.Schedule.Observe(loss);
        return loss;
    }

    /// <summary>Puts the best weights back: those of the lowest validation loss, or without any evaluation the last (averaged) ones. Ends the training.</summary>
    public void UseBest()
    {
        if (_stopping.HasBest)
        {
            _stopping.UseBest();
        }
        else
        {
            _average?.Swap();
        }
    }

    /// <summary>Writes all that an exact resume needs; the weights under their plain names.</summary>
    public void Save(ITensorSink sink)
    {
        _parts.Store.Save(sink);
        _parts.Optimizer.Save(sink.Under("optimizer/"));
        _parts.Schedule.Save(sink.Under("schedule/"));
        _parts.Batcher.Save(sink.Under("batcher/"));
        _stopping.Save(sink.Under("best/"));
        _average?.Save(sink.Under("average/"));
        sink.Integer("trainer/step", Step);
    }

    /// <summary>Takes up where <see cref="Save"/> left off.</summary>
    /// <exception cref="RnnException">The checkpoint does not fit.</exception>
    public void Restore(ITensorSource source)
    {
        _parts.Store.Load(source);
        _parts.Optimizer.Restore(source.Under("optimizer/"));
        _parts.Schedule.Restore(source.Under("schedule/"));
        _parts.Batcher.Restore(source.Under("batcher/"));
        _stopping.Restore(source.Under("best/"));
        _average?.Restore(source.Under("average/"));
        Step = source.Integer("trainer/step");
    }

    /// <summary>Frees the tapes; the parts belong to whoever made them.</summary>
    public void Dispose()
    {
        _tape.Dispose();
        _validationTape.Dispose();
    }

    double Clip()
    {
        if (_options.ClipValue is double limit)
        {
            GradientNorm.ClipValues(_parts.Store, limit);
        }

        return _options.ClipNorm is double norm ? GradientNorm.Clip(_parts.Store, norm) : GradientNorm.Of(_parts.Store);
    }
}
