namespace RnnModular.CellCompiler.Ir;

/// <summary>The error function in float64, which .NET Standard lacks: Taylor's series near zero, a continued fraction beyond.</summary>
static class ErrorFunction
{
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        double value = magnitude < 2.5 ? Series(magnitude) : magnitude > 6 ? 1 : 1 - Complement(magnitude);
        return x < 0 ? -value : value;
    }

    static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    static double Complement(double x)
    {
        double fraction = 0;
        for (int n = 60; n >= 1; n--)
        {
            fraction = n / 2.0 / (x + fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
    }
}
