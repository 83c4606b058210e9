using RnnModular.Learning;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Training;

/// <summary>One network learning one slice, with early stopping on the slice's tail.</summary>
public sealed class MemberTraining : ITrainable, IDisposable
{
    const int ValidationBatch = 128;
    const double ClipNorm = 1;

    readonly Slice _slice;
    readonly WindowBatch _windows;
    readonly KnownTargetsLoss _loss = new();
    readonly int[] _validation;
    readonly int _horizon;
    readonly int _lookback;
    readonly Trainer _trainer;
    readonly Dictionary<int, SequenceLayout> _layouts = [];

    /// <summary>Prepares the training of a network on a slice.</summary>
    public MemberTraining(ForecastNetwork network, SliceData data, TrainingOptions options, int epochs, IWorkerTeam team)
    {
        Network = network;
        _slice = data.Slice;
        _windows = data.Batch;
        _horizon = data.Windows.Horizon;
        _lookback = data.Windows.Lookback;
        int[] origins = data.Windows.Origins;
        int training = origins.Count(o => o < _slice.Cutoff);
        _validation = [.. Enumerable.Range(training, origins.Count(o => o >= _slice.Cutoff && o < _slice.End))];
        var batches = new BatcherOptions(Math.Min(options.BatchSize, training));
        Batcher batcher = Batcher.OfEqualLength(training, _lookback, batches, network.Store.Seed);
        Adam adam = Adam.W(network.Store, options.LearningRate, options.WeightDecay);
        var parts = new TrainerParts(network.Store, adam, new ConstantSchedule(options.LearningRate), batcher, team);
        _trainer = new Trainer(this, parts, new TrainerOptions(epochs) { ClipNorm = ClipNorm, Patience = options.Patience });
    }

    /// <summary>The network.</summary>
    public ForecastNetwork Network { get; }

    /// <summary>Minibatches of the longest possible run.</summary>
    public long PlannedSteps => _trainer.PlannedSteps;

    /// <summary>Minibatches so far.</summary>
    public long Step => _trainer.Step;

    /// <summary>True when nothing is left to train.</summary>
    public bool IsFinished => _trainer.IsFinished;

    /// <summary>The lowest validation loss so far.</summary>
    public double BestLoss => _trainer.BestLoss;

    /// <summary>Trains on one minibatch.</summary>
    /// <exception cref="RnnException">A value became NaN or infinite.</exception>
    public StepReport TrainStep() => _trainer.TrainStep();

    /// <summary>Measures on the tail of the slice and notes a new best.</summary>
    public double Evaluate() => _trainer.Evaluate();

    /// <summary>Puts the best weights in place.</summary>
    public void UseBest() => _trainer.UseBest();

    /// <summary>Writes everything an exact resume needs.</summary>
    public void Save(ITensorSink sink) => _trainer.Save(sink);

    /// <summary>Takes up where <see cref="Save"/> left off.</summary>
    public void Restore(ITensorSource source) => _trainer.Restore(source);

    /// <inheritdoc/>
    void ITrainable.Train(Tape tape, Batch batch)
    {
        Tensor y = Network.Forward(tape, batch.Layout, _windows.Inputs(tape, batch.Items));
        _loss.Forward(tape, y, _windows.Targets(tape, batch.Items, _slice.Cutoff), default, PerKnownTarget(batch.Items, _slice.Cutoff));
    }

    /// <inheritdoc/>
    double ITrainable.Validate(Tape tape)
    {
        double sum = 0;
        for (int first = 0; first < _validation.Length; first += ValidationBatch)
        {
            ReadOnlySpan<int> items = _validation.AsSpan(first, Math.Min(ValidationBatch, _validation.Length - first));
            tape.Begin(training: false);
            Tensor y = Network.Forward(tape, Layout(items.Length), _windows.Inputs(tape, items));
            sum += _loss.Forward(tape, y, _windows.Targets(tape, items, _slice.End)) * items.Length * _horizon;
        }

        return sum / _windows.Known(_validation, _slice.End);
    }

    /// <summary>Frees the network and the trainer.</summary>
    public void Dispose()
    {
        _trainer.Dispose();
        Network.Dispose();
    }

    // The loss takes the mean over all targets, of which some are unknown.
    double PerKnownTarget(ReadOnlySpan<int> items, int end) => (double)items.Length * _horizon / _windows.Known(items, end);

    SequenceLayout Layout(int batch)
    {
        if (!_layouts.TryGetValue(batch, out SequenceLayout? layout))
        {
            layout = SequenceLayout.Dense(batch, _lookback);
            _layouts.Add(batch, layout);
        }

        return layout;
    }
}
