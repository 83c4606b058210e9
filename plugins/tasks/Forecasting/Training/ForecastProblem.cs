using RnnModular.Plugins.Forecasting.Data;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Training;

/// <summary>A series, what of it is held out, and how level and season are taken out of the rest.</summary>
/// <param name="Series">The whole series.</param>
/// <param name="Horizon">Steps of a forecast, and values held out at the end.</param>
/// <param name="Season">Season of the naive methods and of the MASE.</param>
/// <param name="Seasons">Seasons that rules may have.</param>
public sealed record ForecastProblem(Series Series, int Horizon, int Season, IReadOnlyList<int> Seasons)
{
    const int DefaultHorizon = 12;
    const int LeastTraining = 8;

    /// <summary>The values learned from; nothing after them decides anything.</summary>
    public double[] Training { get; } = Series.Values[..^Horizon];

    /// <summary>The values held out.</summary>
    public double[] Truth { get; } = Series.Values[^Horizon..];

    /// <summary>The rules that do best by rolling origin inside the training part.</summary>
    public Blend Blend { get; } = Blend.Of(RuleRanking.Rank(Series.Values[..^Horizon], Seasons, [Scale.Logarithm, Scale.Plain], Horizon));

    /// <summary>
    /// The rules that do best inside the first <paramref name="end"/> values, on the scale of <see cref="Blend"/> and seasonal
    /// where it is, so that the networks of all slices see inputs of one kind.
    /// </summary>
    public Blend BlendAt(int end)
    {
        if (end == Training.Length)
        {
            return Blend;
        }

        int[] seasons = [.. Seasons.Where(s => s > 1 == Blend.Reference.Season > 1)];
        return Blend.Of(RuleRanking.Rank(Training[..end], seasons, [Blend.Scale], Horizon));
    }

    /// <summary>Holds out the horizon and chooses the season and the reference from what comes before.</summary>
    /// <param name="series">The whole series.</param>
    /// <param name="horizon">Steps, or null for one season.</param>
    /// <param name="season">Season, or null to detect it.</param>
    /// <param name="log">For messages to people.</param>
    /// <exception cref="RnnException">The series is too short for this horizon or season.</exception>
    public static ForecastProblem Of(Series series, int? horizon, int? season, Action<string> log)
    {
        if (horizon < 1 || season < 1)
        {
            throw new RnnException(FailureKind.Usage, $"The {(horizon < 1 ? "horizon" : "season")} must be at least 1.");
        }

        // The default horizon must not come from values that it then holds out, so a season is looked for without them too.
        int longest = Math.Max(1, series.Length / 4);
        int steps = horizon ?? Math.Min(season ?? DefaultSeason(series.Head(Math.Max(2, series.Length - longest))), longest);
        if (series.Length - steps < LeastTraining)
        {
            throw new RnnException(FailureKind.Data, $"A horizon of {steps} is too long for {series.Length} values: the last {steps} are held out, and at least {LeastTraining} must remain to learn from; give a shorter --horizon or a longer series.");
        }

        Series training = series.Head(series.Length - steps);
        IReadOnlyList<int> seasons = Candidates(training, season, log);
        return new ForecastProblem(series, steps, seasons[0], season is null ? [.. seasons.Append(1).Distinct()] : seasons);
    }

    static int DefaultSeason(Series series)
    {
        int season = SeasonDetection.Candidates(series)[0];
        return season > 1 ? season : DefaultHorizon;
    }

    static IReadOnlyList<int> Candidates(Series training, int? season, Action<string> log)
    {
        if (season is int given && 2 * given > training.Length)
        {
            log($"The {training.Length} values to learn from hold fewer than two seasons of {given}; going on without a season.");
            return [1];
        }

        if (season is int fixedSeason)
        {
            return [fixedSeason];
        }

        IReadOnlyList<int> found = SeasonDetection.Candidates(training);
        int usual = training.Calendar?.Seasons[0] ?? 1;
        if (found[0] == 1 && usual > 1)
        {
            log($"The {training.Length} values to learn from hold fewer than two seasons of {usual}; going on without a season.");
        }

        return found;
    }
}
