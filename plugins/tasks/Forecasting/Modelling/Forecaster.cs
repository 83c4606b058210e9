namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>A forecast with its bands, in units of the series; one entry a step.</summary>
/// <param name="Centre">The forecast.</param>
/// <param name="Lower80">Lower edge of the 80 % band.</param>
/// <param name="Upper80">Upper edge of the 80 % band.</param>
/// <param name="Lower95">Lower edge of the 95 % band.</param>
/// <param name="Upper95">Upper edge of the 95 % band.</param>
public sealed record Forecast(double[] Centre, double[] Lower80, double[] Upper80, double[] Lower95, double[] Upper95);

/// <summary>Everything beside the weights that makes a forecast of a history.</summary>
/// <param name="Blend">Level and season, and what the networks add to.</param>
/// <param name="Lookback">Steps the network sees.</param>
/// <param name="Standardisation">Sizes it was trained with; their length is the trained horizon.</param>
/// <param name="LearnedWeight">Share of what the networks learned that enters the forecast, 0 … 1.</param>
/// <param name="Bands">Widths of the bands.</param>
public sealed record ForecastRecipe(Blend Blend, int Lookback, Standardisation Standardisation, double LearnedWeight, BandWidths Bands)
{
    /// <summary>Steps the network forecasts at once.</summary>
    public int Horizon => Standardisation.Spread.Length;

    /// <summary>Values a history needs: a window, and some more to measure its scale.</summary>
    public int LeastHistory => WindowSet.LeastHistory(Blend, Lookback) + 1;
}

/// <summary>Forecasts a history, knowing nothing after it.</summary>
/// <param name="recipe">How.</param>
/// <param name="ensemble">The networks.</param>
public sealed class Forecaster(ForecastRecipe recipe, Ensemble ensemble)
{
    const int MostScaleWindows = 500;

    /// <summary>
    /// Forecasts the steps after a history. Beyond the trained horizon the forecast so far is taken as history for the next
    /// block of steps, and the variances of the blocks add up.
    /// </summary>
    /// <param name="history">At least <see cref="ForecastRecipe.LeastHistory"/> values, in units of the series.</param>
    /// <param name="steps">How many steps.</param>
    /// <exception cref="RnnException">The history is too short, or not on the model's scale.</exception>
    public Forecast Make(ReadOnlySpan<double> history, int steps)
    {
        if (history.Length < recipe.LeastHistory)
        {
            throw new RnnException(FailureKind.Data, $"The series has {history.Length} values, but this model needs at least {recipe.LeastHistory} to look back on; give it a longer history, or train a model on this series.");
        }

        var z = new List<double>(Transform.Apply(recipe.Blend.Scale, history));
        double scale = Scale(z);
        var widths = new List<(double W80, double W95)>();
        (double carried80, double carried95) = (0, 0);
        while (z.Count < history.Length + steps)
        {
            z.AddRange(Block([.. z], scale));
            for (int h = 0; h < recipe.Horizon; h++)
            {
                double unit = scale * recipe.Standardisation.Spread[h];
                double w80 = unit * recipe.Bands.Width80[h];
                double w95 = unit * recipe.Bands.Width95[h];
                widths.Add((Math.Sqrt(carried80 + w80 * w80), Math.Sqrt(carried95 + w95 * w95)));
            }

            carried80 = widths[^1].W80 * widths[^1].W80;
            carried95 = widths[^1].W95 * widths[^1].W95;
        }

        int known = history.Length;
        double[] Edge(Func<(double W80, double W95), double> shift) =>
            [.. Enumerable.Range(0, steps).Select(h => Transform.Invert(recipe.Blend.Scale, z[known + h] + shift(widths[h])))];
        return new Forecast(Edge(_ => 0), Edge(w => -w.W80), Edge(w => w.W80), Edge(w => -w.W95), Edge(w => w.W95));
    }

    double[] Block(double[] z, double scale)
    {
        var windows = new WindowSet(z, recipe.Blend, recipe.Lookback, recipe.Horizon, [z.Length]);
        double[] block = ensemble.Predict(windows, [0], recipe.Standardisation, scale)[0];
        for (int h = 0; h < block.Length; h++)
        {
            block[h] = windows.Blended(0)[h] + recipe.LearnedWeight * block[h];
        }

        return block;
    }

    double Scale(List<double> z)
    {
        int first = Math.Min(z.Count, Math.Max(recipe.LeastHistory - 1, recipe.Blend.Reference.FirstOrigin(z.Count)));
        int stride = Math.Max(1, (z.Count - first) / MostScaleWindows);
        int[] origins = [.. Enumerable.Range(0, (z.Count - first) / stride + 1).Select(i => first + i * stride)];
        var windows = new WindowSet([.. z], recipe.Blend, recipe.Lookback, 1, origins);
        return Standardisation.InputScale(windows, int.MaxValue);
    }
}
