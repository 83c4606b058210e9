namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>
/// Windows of a series: what the network sees before an origin, without the level and the season known there, and what it is
/// to say after it, which is what the blend leaves over. Values are on the model's scale, not yet standardised.
/// </summary>
public sealed class WindowSet
{
    readonly float[] _inputs;
    readonly float[] _targets;
    readonly double[][] _blended;

    /// <summary>Cuts windows at every origin of the list.</summary>
    /// <param name="z">The series on the model's scale.</param>
    /// <param name="blend">Level and season, and the forecast to improve on.</param>
    /// <param name="lookback">Steps L the network sees.</param>
    /// <param name="horizon">Steps H it forecasts.</param>
    /// <param name="origins">Rising origins, each at least <see cref="LeastHistory"/> and at most the series' length.</param>
    public WindowSet(ReadOnlySpan<double> z, Blend blend, int lookback, int horizon, int[] origins)
    {
        Reference reference = blend.Reference;
        Blend = blend;
        Origins = origins;
        Lookback = lookback;
        Horizon = horizon;
        Features = FeaturesOf(reference);
        _inputs = new float[origins.Length * lookback * Features];
        _targets = new float[origins.Length * horizon];
        _blended = blend.Forecast(z, origins, horizon);
        var profile = new double[reference.Season];
        for (int window = 0; window < origins.Length; window++)
        {
            int origin = origins[window];
            double level = reference.At(z, origin, profile);
            for (int step = 0; step < lookback; step++)
            {
                int back = step - lookback;
                Span<float> features = Input(window, step);
                features[0] = (float)(z[origin + back] - profile[reference.Phase(back)] - level);
                if (Features > 1)
                {
                    features[1] = (float)profile[reference.Phase(back)];
                }
            }

            for (int h = 0; h < horizon; h++)
            {
                _targets[window * horizon + h] = origin + h < z.Length
                    ? (float)(z[origin + h] - _blended[window][h])
                    : float.NaN;
            }
        }
    }

    /// <summary>What the targets are measured from.</summary>
    public Blend Blend { get; }

    /// <summary>The first unknown position of each window.</summary>
    public int[] Origins { get; }

    /// <summary>Number of windows.</summary>
    public int Count => Origins.Length;

    /// <summary>Steps L before the origin.</summary>
    public int Lookback { get; }

    /// <summary>Steps H after it.</summary>
    public int Horizon { get; }

    /// <summary>Values a step: the series without level and season, and where there is a season its profile.</summary>
    public int Features { get; }

    /// <summary>Values a step for this reference.</summary>
    public static int FeaturesOf(Reference reference) => reference.Season > 1 ? 2 : 1;

    /// <summary>Values needed before an origin.</summary>
    public static int LeastHistory(Blend blend, int lookback) => Math.Max(blend.LeastHistory, lookback);

    /// <summary>One step of a window: [<see cref="Features"/>].</summary>
    public Span<float> Input(int window, int step) => _inputs.AsSpan((window * Lookback + step) * Features, Features);

    /// <summary>What the blend says after the origin: [<see cref="Horizon"/>].</summary>
    public ReadOnlySpan<double> Blended(int window) => _blended[window];

    /// <summary>What happened after the origin, less what the blend says: [H], NaN beyond the end of the series.</summary>
    public Span<float> Target(int window) => _targets.AsSpan(window * Horizon, Horizon);
}
