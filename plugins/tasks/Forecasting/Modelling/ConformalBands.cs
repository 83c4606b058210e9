namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>Half widths of the 80 % and 95 % bands by step, in units of the model's own spread at that step.</summary>
/// <param name="Width80">[H].</param>
/// <param name="Width95">[H].</param>
public sealed record BandWidths(double[] Width80, double[] Width95);

/// <summary>
/// Bands from forecasts the networks made of values they had not seen (split conformal prediction, Vovk et al. 2005; Lei et
/// al. 2018): the half width at level 1 − α is the ⌈(n + 1)(1 − α)⌉-th smallest of n absolute residuals. Residuals are
/// taken on the model's scale, so that on logarithms bands grow with the level.
/// </summary>
public sealed class ConformalBands(int horizon)
{
    // With fewer residuals of its own a step shares those of all steps.
    const int OwnResiduals = 100;

    readonly List<double>[] _residuals = [.. Enumerable.Range(0, horizon).Select(_ => new List<double>())];

    /// <summary>Number of residuals.</summary>
    public int Count => _residuals.Sum(r => r.Count);

    /// <summary>Takes in one residual.</summary>
    /// <param name="step">Step of the horizon, from 0.</param>
    /// <param name="residual">Truth − forecast, divided by the spread at that step.</param>
    public void Add(int step, double residual) => _residuals[step].Add(Math.Abs(residual));

    /// <summary>The widths. Without any residual, those of a normal distribution of the training spread.</summary>
    public BandWidths Widths() => new(Widths(0.8, 1.2816), Widths(0.95, 1.96));

    /// <summary>The ⌈(n + 1) · level⌉-th smallest value; the largest where there are too few.</summary>
    /// <param name="sorted">Rising, at least one.</param>
    /// <param name="level">0 … 1.</param>
    public static double Quantile(IReadOnlyList<double> sorted, double level)
    {
        // The guard keeps (n + 1) · level from creeping over a whole number by rounding.
        int rank = (int)Math.Ceiling((sorted.Count + 1) * level - 1e-9);
        return sorted[Math.Clamp(rank, 1, sorted.Count) - 1];
    }

    double[] Widths(double level, double normal)
    {
        double[] all = [.. _residuals.SelectMany(r => r).Order()];
        double shared = all.Length > 0 ? Quantile(all, level) : normal;
        var widths = new double[horizon];
        for (int h = 0; h < horizon; h++)
        {
            widths[h] = _residuals[h].Count >= OwnResiduals ? Quantile([.. _residuals[h].Order()], level) : shared;
        }

        return widths;
    }
}
