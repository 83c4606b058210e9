using System.Text.Json.Serialization;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>A fixed way from the past to a forecast, with nothing to train; <see cref="Blend"/> averages several.</summary>
/// <param name="Scale">The scale it works on.</param>
/// <param name="Season">Steps in a season; 1 for none.</param>
[JsonDerivedType(typeof(Reference), "reference")]
[JsonDerivedType(typeof(Smoothing), "smoothing")]
public abstract record ForecastRule(Scale Scale, int Season)
{
    /// <summary>Values needed before an origin.</summary>
    [JsonIgnore]
    public abstract int LeastHistory { get; }

    /// <summary>The first origin to learn from: with two seasons behind it where the series is long enough.</summary>
    public int FirstOrigin(int length) => Season > 1 && length >= 4 * Season ? Math.Max(2 * Season, LeastHistory) : LeastHistory;

    /// <summary>Forecasts from each origin; nothing at or after an origin enters its forecast.</summary>
    /// <param name="z">The series on the model's scale.</param>
    /// <param name="origins">Rising, each the first unknown position and at least <see cref="LeastHistory"/>.</param>
    /// <param name="horizon">Steps of a forecast.</param>
    /// <returns>[origins, horizon].</returns>
    public abstract double[][] Forecast(ReadOnlySpan<double> z, ReadOnlySpan<int> origins, int horizon);
}
