using System.Globalization;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>How level and season are taken out of a series before the network sees it.</summary>
/// <param name="Scale">The scale of the model.</param>
/// <param name="Season">Steps in a season; 1 for none.</param>
/// <param name="ProfileSeasons">Seasons the seasonal profile is averaged over; 1 makes it the last season itself, which is seasonal differencing.</param>
/// <param name="LevelSpan">Last values the level is averaged over.</param>
/// <param name="Drift">True when the mean change over the horizon is part of the forecast.</param>
public sealed record Reference(Scale Scale, int Season, int ProfileSeasons, int LevelSpan, bool Drift)
{
    // Each season further back counts this much less.
    const double Recency = 0.8;

    /// <summary>Values needed before an origin: a season, and what the level is averaged over.</summary>
    public int LeastHistory => Math.Max(Season, LevelSpan);

    /// <summary>The first origin to learn from: with two seasons behind it where the series is long enough.</summary>
    public int FirstOrigin(int length) => Season > 1 && length >= 4 * Season ? 2 * Season : LeastHistory;

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
        $"{(Scale == Scale.Logarithm ? "log" : "plain")}, {(Season == 1 ? "no season" : $"season {Season} over {ProfileSeasons}")}, level over {LevelSpan}{(Drift ? ", drift" : "")}");

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
