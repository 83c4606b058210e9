using RnnModular.Learning;

namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>Windows as a network takes them: standardised, packed, time-major.</summary>
/// <param name="windows">The windows.</param>
/// <param name="standardisation">Sizes of inputs and targets.</param>
/// <param name="scale">Input scale of the series.</param>
public sealed class WindowBatch(WindowSet windows, Standardisation standardisation, double scale)
{
    /// <summary>Inputs [L · B, features] of these windows.</summary>
    public MatrixView Inputs(Tape tape, ReadOnlySpan<int> items)
    {
        MatrixView x = tape.Matrix(items.Length * windows.Lookback, windows.Features);
        float unit = (float)(1 / scale);
        float profileUnit = (float)(1 / (scale * standardisation.ProfileScale));
        for (int step = 0; step < windows.Lookback; step++)
        {
            for (int b = 0; b < items.Length; b++)
            {
                Span<float> row = x[step * items.Length + b];
                ReadOnlySpan<float> features = windows.Input(items[b], step);
                row[0] = features[0] * unit;
                if (features.Length > 1)
                {
                    row[1] = features[1] * profileUnit;
                }
            }
        }

        return x;
    }

    /// <summary>Targets [B, H] of these windows; NaN from the position <paramref name="end"/> on.</summary>
    public MatrixView Targets(Tape tape, ReadOnlySpan<int> items, int end)
    {
        MatrixView targets = tape.Matrix(items.Length, windows.Horizon);
        for (int b = 0; b < items.Length; b++)
        {
            Span<float> row = targets[b];
            ReadOnlySpan<float> raw = windows.Target(items[b]);
            for (int h = 0; h < row.Length; h++)
            {
                row[h] = windows.Origins[items[b]] + h < end
                    ? (float)(raw[h] / (scale * standardisation.Spread[h]))
                    : float.NaN;
            }
        }

        return targets;
    }

    /// <summary>Targets of these windows before the position <paramref name="end"/>.</summary>
    public int Known(ReadOnlySpan<int> items, int end)
    {
        int known = 0;
        foreach (int item in items)
        {
            known += Math.Clamp(end - windows.Origins[item], 0, windows.Horizon);
        }

        return known;
    }
}
