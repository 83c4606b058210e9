namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>
/// Windows of a series: what the network sees before an origin and what it is to say after it, both without the level and
/// the season known at that origin. Values are on the model's scale, not yet standardised.
/// </summary>
public sealed class WindowSet
{
    readonly float[] _inputs;
    readonly float[] _targets;

    /// <summary>Cuts windows at every origin of the list.</summary>
    /// <param name="z">The series on the model's scale.</param>
    /// <param name="reference">Level and season.</param>
    /// <param name="lookback">Steps L the network sees.</param>
    /// <param name="horizon">Steps H it forecasts.</param>
    /// <param name="origins">Rising origins, each at least <see cref="LeastHistory"/> and at most the series' length.</param>
    public WindowSet(ReadOnlySpan<double> z, Reference reference, int lookback, int horizon, int[] origins)
    {
        Origins = origins;
        Lookback = lookback;
        Horizon = horizon;
        Features = FeaturesOf(reference);
        _inputs = new float[origins.Length * lookback * Features];
        _targets = new float[origins.Length * horizon];
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
                    ? (float)(z[origin + h] - profile[reference.Phase(h)] - level)
                    : float.NaN;
            }
        }
    }

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
    public static int LeastHistory(Reference reference, int lookback) => Math.Max(reference.LeastHistory, lookback);

    /// <summary>One step of a window: [<see cref="Features"/>].</summary>
    public Span<float> Input(int window, int step) => _inputs.AsSpan((window * Lookback + step) * Features, Features);

    /// <summary>What happened after the origin: [H], NaN beyond the end of the series.</summary>
    public Span<float> Target(int window) => _targets.AsSpan(window * Horizon, Horizon);
}
