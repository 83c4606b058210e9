namespace RnnModular.Cli.Training;

/// <summary>How training and validation went, as a chart.</summary>
static class LossChart
{
    const string ValidationLoss = "loss";

    /// <summary>The chart of a log; the validation curve is there when the task reports a metric called loss.</summary>
    public static Chart Of(IReadOnlyList<EpochMetrics> epochs)
    {
        double[] x = [.. epochs.Select(e => (double)e.Epoch)];
        double[] training = [.. epochs.Select(e => e.Loss)];
        List<ChartLine> lines = [new("training", ChartRole.Training, x, training)];
        if (epochs.Any(e => e.Validation.ContainsKey(ValidationLoss)))
        {
            double[] validation = [.. epochs.Select(e => e.Validation.GetValueOrDefault(ValidationLoss, double.NaN))];
            lines.Add(new ChartLine("validation", ChartRole.Validation, x, validation));
        }

        return new Chart("Loss by epoch", "epoch", "loss")
        {
            Lines = lines,
            LogarithmicY = lines.All(l => l.Y.All(y => y > 0 || double.IsNaN(y))),
        };
    }
}
