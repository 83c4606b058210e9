using System.Globalization;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>
/// The level of the last values and the profile of the last seasons, drawn on. It is also what is taken out of a series
/// before the networks see it.
/// </summary>
/// <param name="Scale">The scale of the model.</param>
/// <param name="Season">Steps in a season; 1 for none.</param>
/// <param name="ProfileSeasons">Seasons the seasonal profile is averaged over; 1 makes it the last season itself, which is seasonal differencing.</param>
/// <param name="LevelSpan">Last values the level is averaged over.</param>
/// <param name="Drift">True when the mean change over the horizon, as it was from earlier origins, is part of the forecast.</param>
public sealed record Reference(Scale Scale, int Season, int ProfileSeasons, int LevelSpan, bool Drift) : ForecastRule(Scale, Season)
{
    // Each season further back counts this much less.
    const double Recency = 0.8;

    /// <summary>Values needed before an origin: a season, and what the level is averaged over.</summary>
    public override int LeastHistory => Math.Max(Season, LevelSpan);

    /// <inheritdoc/>
    public override double[][] Forecast(ReadOnlySpan<double> z, ReadOnlySpan<int> origins, int horizon)
    {
        var forecasts = new double[origins.Length][];
        MeanChange? drift = Drift && origins.Length > 0 ? new MeanChange(this, z, origins[^1], horizon) : null;
        for (int i = 0; i < origins.Length; i++)
        {
            forecasts[i] = Still(z, origins[i], horizon);
            for (int h = 0; drift is not null && h < horizon; h++)
            {
                forecasts[i][h] += drift.Before(origins[i], h);
            }
        }

        return forecasts;
    }

    /// <summary>Level and profile drawn on without any drift: [<paramref name="horizon"/>].</summary>
    public double[] Still(ReadOnlySpan<double> z, int origin, int horizon)
    {
        var profile = new double[Season];
        double level = At(z, origin, profile);
        var still = new double[horizon];
        for (int h = 0; h < horizon; h++)
        {
            still[h] = level + profile[Phase(h)];
        }

        return still;
    }

    /// <summary>
    /// Level and seasonal profile as they are known at an origin: nothing at or after it is read. Each season enters the
    /// profile without its mean and without the mean slope from season to season.
    /// </summary>
    /// <param name="z">The series on the model's scale.</param>
    /// <param name="origin">The first unknown position, at least <see cref="LeastHistory"/>.</param>
    /// <param name="profile">[<see cref="Season"/>] receives the profile; element j belongs to positions origin + j + k · season.</param>
    /// <returns>The level: what remains of the last values without their profile.</returns>
    public double At(ReadOnlySpan<double> z, int origin, Span<double> profile)
    {
        profile.Clear();
        if (Season > 1)
        {
            FillProfile(z, origin, profile);
        }

        double level = 0;
        for (int back = 1; back <= LevelSpan; back++)
        {
            level += z[origin - back] - profile[Phase(-back)];
        }

        return level / LevelSpan;
    }

    /// <summary>The element of the profile for a step from the origin, which may be negative.</summary>
    public int Phase(int step) => ((step % Season) + Season) % Season;

    /// <summary>In words, for tables.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Season == 1 ? "no season" : $"mean of {ProfileSeasons} seasons of {Season}")} on the level of {LevelSpan}{(Drift ? " with drift" : "")}");

    void FillProfile(ReadOnlySpan<double> z, int origin, Span<double> profile)
    {
        int seasons = Math.Min(ProfileSeasons, origin / Season);
        double slope = seasons < 2 ? 0 : (Mean(z, origin, 0) - Mean(z, origin, seasons - 1)) / ((seasons - 1) * (double)Season);
        double weight = 1;
        double weights = 0;
        for (int back = 0; back < seasons; back++)
        {
            int start = origin - (back + 1) * Season;
            double mean = Mean(z, origin, back);
            for (int j = 0; j < Season; j++)
            {
                profile[j] += weight * (z[start + j] - mean - slope * (j - (Season - 1) / 2.0));
            }

            weights += weight;
            weight *= Recency;
        }

        foreach (ref double value in profile)
        {
            value /= weights;
        }
    }

    double Mean(ReadOnlySpan<double> z, int origin, int back)
    {
        double sum = 0;
        foreach (double value in z.Slice(origin - (back + 1) * Season, Season))
        {
            sum += value;
        }

        return sum / Season;
    }
}
