namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>
/// Brings inputs and targets to a size of about one. Sizes of targets are kept in units of the series' own input scale, so
/// that they hold for another series of the same kind as well.
/// </summary>
/// <param name="Spread">[H] root mean square of the targets by step, above 0.</param>
/// <param name="ProfileScale">Root mean square of the seasonal profile; 1 without a season.</param>
public sealed record Standardisation(double[] Spread, double ProfileScale)
{
    /// <summary>
    /// Measures windows whose targets lie before a cut-off.
    /// </summary>
    /// <param name="windows">The windows.</param>
    /// <param name="cutoff">Targets at this position and later are not looked at.</param>
    /// <param name="scale">Receives the input scale of the series; see <see cref="InputScale"/>.</param>
    public static Standardisation Fit(WindowSet windows, int cutoff, out double scale)
    {
        scale = InputScale(windows, cutoff);
        var spread = new double[windows.Horizon];
        for (int h = 0; h < windows.Horizon; h++)
        {
            (double square, int count) = (0, 0);
            for (int window = 0; window < windows.Count && windows.Origins[window] + h < cutoff; window++)
            {
                double target = windows.Target(window)[h] / scale;
                square += target * target;
                count++;
            }

            // A step that was never known takes after the one before it.
            double variance = count > 0 ? square / count : 0;
            spread[h] = variance > 1e-12 ? Math.Sqrt(variance) : h > 0 ? spread[h - 1] : 1;
        }

        double profile = 0;
        long steps = 0;
        for (int window = 0; windows.Features > 1 && window < windows.Count && windows.Origins[window] < cutoff; window++)
        {
            for (int step = 0; step < windows.Lookback; step++)
            {
                profile += windows.Input(window, step)[1] / scale * (windows.Input(window, step)[1] / scale);
                steps++;
            }
        }

        return new Standardisation(spread, profile > 0 ? Math.Sqrt(profile / steps) : 1);
    }

    /// <summary>Root mean square of the level-free inputs of all windows before a cut-off; 1 for a series that never moves.</summary>
    public static double InputScale(WindowSet windows, int cutoff)
    {
        double sum = 0;
        long steps = 0;
        for (int window = 0; window < windows.Count && windows.Origins[window] < cutoff; window++)
        {
            for (int step = 0; step < windows.Lookback; step++)
            {
                double value = windows.Input(window, step)[0];
                sum += value * value;
                steps++;
            }
        }

        double scale = steps > 0 ? Math.Sqrt(sum / steps) : 0;
        return scale > 1e-9 ? scale : 1;
    }
}
