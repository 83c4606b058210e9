using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Training;

/// <summary>A stretch of data to learn from: training targets lie before the cut-off, validation targets from there to the end.</summary>
/// <param name="Cutoff">Where validation begins.</param>
/// <param name="End">Where the data this slice may know ends.</param>
/// <param name="Members">Networks trained on it.</param>
public sealed record Slice(int Cutoff, int End, int Members);

/// <summary>What the user may say about the training.</summary>
/// <param name="Members">Networks in the ensemble.</param>
/// <param name="Epochs">Epochs at most.</param>
/// <param name="Patience">Epochs without a better validation loss that are still borne.</param>
/// <param name="BatchSize">Windows a minibatch.</param>
/// <param name="LearningRate">Adam's rate.</param>
/// <param name="WeightDecay">AdamW's decay.</param>
public sealed record TrainingOptions(int Members, int Epochs, int Patience, int BatchSize, double LearningRate, double WeightDecay);

/// <summary>
/// Which windows are learned from, and in which slices: earlier ones (the folds) to forecast what comes after them, for the
/// rolling-origin table and the bands, and the last one for the model itself.
/// </summary>
/// <param name="Lookback">Steps the network sees.</param>
/// <param name="Origins">Origins of all windows.</param>
/// <param name="Folds">Slices that end before the training part does, the latest first; none for a short series.</param>
/// <param name="Final">The slice of the model.</param>
/// <param name="Epochs">Epochs at most, so that a long series does not take for ever.</param>
public sealed record TrainingPlan(int Lookback, int[] Origins, IReadOnlyList<Slice> Folds, Slice Final, int Epochs)
{
    const int MostWindows = 2000;
    const int MostFolds = 4;
    const int LeastWindows = 4;
    const int LongestLookback = 192;

    // Steps of windows an epoch of all networks together; with it the longest run stays near a minute on two cores.
    const long StepBudget = 40_000_000;
    const int LeastEpochs = 10;

    /// <summary>Plans for a training part of <paramref name="length"/> values.</summary>
    /// <exception cref="RnnException">It is too short.</exception>
    public static TrainingPlan Make(int length, Blend blend, int horizon, TrainingOptions options)
    {
        int lookback = LookbackFor(length, blend.Reference.Season);
        int first = Math.Max(Math.Max(lookback, blend.LeastHistory), blend.Reference.FirstOrigin(length));
        int available = length - first;
        int tail = Math.Max(1, Math.Min(Math.Max(horizon, length / 8), available / 4));
        if (available - tail < LeastWindows)
        {
            throw new RnnException(FailureKind.Data, $"The series is too short: {length} values remain for training after the last {horizon} are held out, and {first + LeastWindows + 1} are needed; give a longer series, a shorter --horizon or a shorter --season.");
        }

        int stride = (available + MostWindows - 1) / MostWindows;
        int[] origins = [.. Enumerable.Range(0, (available + stride - 1) / stride).Select(i => first + i * stride)];
        var folds = new List<Slice>();
        int spacing = Math.Max(horizon, available / 10);
        int foldMembers = (long)origins.Length * lookback > 20_000 ? 1 : 2;
        for (int end = length - spacing; folds.Count < MostFolds && end - tail - first >= Math.Max(16, available / 3); end -= spacing)
        {
            folds.Add(new Slice(end - tail, end, foldMembers));
        }

        var final = new Slice(length - tail, length, options.Members);
        long stepsAnEpoch = folds.Append(final).Sum(s => (long)s.Members * origins.Count(o => o < s.Cutoff) * lookback);
        int epochs = (int)Math.Min(options.Epochs, Math.Max(LeastEpochs, StepBudget / stepsAnEpoch));
        return new TrainingPlan(lookback, origins, folds, final, epochs);
    }

    /// <summary>A season and a half, or 24 steps without one; less of a short series.</summary>
    static int LookbackFor(int length, int season)
    {
        int wanted = season > 1 ? Math.Clamp(season + season / 2, 12, LongestLookback) : 24;
        return Math.Clamp(wanted, 1, Math.Max(1, length / 4));
    }
}
