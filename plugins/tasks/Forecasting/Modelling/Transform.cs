namespace RnnModular.Plugins.Forecasting.Modelling;

/// <summary>The scale a series is modelled on.</summary>
public enum Scale
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Natural logarithms: what grows and swings in proportion becomes even. Positive values only.</summary>
    Logarithm,
}

/// <summary>To the scale of the model and back.</summary>
public static class Transform
{
    /// <summary>True when every value can be put on this scale.</summary>
    public static bool Fits(Scale scale, ReadOnlySpan<double> values) =>
        scale == Scale.Plain || !values.ContainsAnyInRange(double.NegativeInfinity, 0);

    /// <summary>Values on the scale of the model.</summary>
    /// <exception cref="RnnException">A logarithm of zero or less is asked for.</exception>
    public static double[] Apply(Scale scale, ReadOnlySpan<double> values)
    {
        if (!Fits(scale, values))
        {
            throw new RnnException(FailureKind.Data, "The model works on logarithms, but the series has values of zero or below; train a model on this series with: rnn train forecasting --data <file>.");
        }

        double[] z = values.ToArray();
        if (scale == Scale.Logarithm)
        {
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = Math.Log(z[i]);
            }
        }

        return z;
    }

    /// <summary>One value back in the units of the series.</summary>
    public static double Invert(Scale scale, double z) => scale == Scale.Logarithm ? Math.Exp(z) : z;
}
