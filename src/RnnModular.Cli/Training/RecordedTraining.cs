using System.Text.Json;
using System.Text.Json.Nodes;

namespace RnnModular.Cli.Training;

/// <summary>A training whose epochs are written down. What is known of an unfinished epoch goes into the checkpoint, so that a resumed run writes the same lines.</summary>
sealed class RecordedTraining(ITraining training, MetricsLog log, TimeProvider clock) : ITraining
{
    const string ProgressKey = "run.progress";

    readonly long _start = clock.GetTimestamp();
    double _secondsBefore;
    double _lossSum;
    double _normSum;
    long _count;

    /// <summary>Minibatches so far.</summary>
    public long Step { get; private set; }

    /// <summary>Epochs so far.</summary>
    public int Epoch { get; private set; }

    /// <summary>Seconds of training so far, those before a resume included.</summary>
    public double Seconds => _secondsBefore + clock.GetElapsedTime(_start).TotalSeconds;

    /// <inheritdoc/>
    public long PlannedSteps => training.PlannedSteps;

    /// <inheritdoc/>
    public bool IsFinished => training.IsFinished;

    /// <inheritdoc/>
    public StepReport TrainStep()
    {
        StepReport report = training.TrainStep();
        (Step, Epoch) = (report.Step, report.Epoch);
        _lossSum += report.Loss;
        _normSum += report.GradientNorm;
        _count++;
        return report;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        IReadOnlyDictionary<string, double> validation = training.Evaluate();
        log.Add(new EpochMetrics(Step, Epoch, _lossSum / _count, _normSum / _count, validation, Seconds));
        (_lossSum, _normSum, _count) = (0, 0, 0);
        return validation;
    }

    /// <inheritdoc/>
    public void Save(ITensorSink checkpoint)
    {
        training.Save(checkpoint);
        JsonObject progress = new()
        {
            ["step"] = Step,
            ["epoch"] = Epoch,
            ["lossSum"] = _lossSum,
            ["normSum"] = _normSum,
            ["count"] = _count,
            ["seconds"] = Math.Round(Seconds, 3),
        };
        checkpoint.Text(ProgressKey, progress.ToJsonString());
    }

    /// <inheritdoc/>
    public void Restore(ITensorSource checkpoint)
    {
        string text = checkpoint.Text(ProgressKey);
        training.Restore(checkpoint);
        try
        {
            JsonNode progress = JsonNode.Parse(text)!;
            (Step, Epoch) = ((long)progress["step"]!, (int)progress["epoch"]!);
            (_lossSum, _normSum, _count) = ((double)progress["lossSum"]!, (double)progress["normSum"]!, (long)progress["count"]!);
            _secondsBefore = (double)progress["seconds"]!;
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new RnnException(FailureKind.Checkpoint, $"The checkpoint cannot be used because its text '{ProgressKey}' is damaged; train anew.", error);
        }

        log.TakeUp(Step);
    }

    /// <inheritdoc/>
    public void SaveModel(ITensorSink model) => training.SaveModel(model);

    /// <inheritdoc/>
    public TaskResult Finish() => training.Finish();

    /// <inheritdoc/>
    public void Dispose() => training.Dispose();
}
