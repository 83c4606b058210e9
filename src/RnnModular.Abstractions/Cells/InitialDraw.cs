namespace RnnModular;

/// <summary>What one initial value of a parameter is made of: where it stands, and random numbers.</summary>
public abstract class InitialDraw
{
    /// <summary>Its row, from 0.</summary>
    public int Row { get; protected set; }

    /// <summary>Its column, from 0.</summary>
    public int Column { get; protected set; }

    /// <summary>Uniform between two numbers.</summary>
    public abstract double Uniform(double low, double high);

    /// <summary>Normal around a mean.</summary>
    public abstract double Normal(double mean, double deviation);

    /// <summary>Uniform on a logarithmic scale between two positive numbers.</summary>
    public double LogUniform(double low, double high) => Math.Exp(Uniform(Math.Log(low), Math.Log(high)));
}
