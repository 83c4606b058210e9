namespace RnnModular.CellCompiler.Ir;

/// <summary>Powers: by multiplication where the exponent is a small whole number, by the logarithm otherwise.</summary>
static class Powers
{
    const double MostMultiplied = 16;

    /// <summary>a^b; where b is no small whole number, a must be positive.</summary>
    public static int Of(GraphBuilder g, int a, int b)
    {
        if (!g[b].IsConstant)
        {
            return g.Add(Transcendentals.Exp, g.Multiply(b, g.Add(Transcendentals.Log, a)));
        }

        double exponent = g[b].Value;
        if (g[a].IsConstant)
        {
            return g.Constant(Math.Pow(g[a].Value, exponent));
        }

        if (exponent < 0)
        {
            return g.Divide(g.Constant(1), Of(g, a, g.Constant(-exponent)));
        }

        return exponent == 0.5 ? g.Add(Transcendentals.SquareRoot, a)
            : exponent == Math.Floor(exponent) && exponent <= MostMultiplied ? Multiplied(g, a, (int)exponent)
            : g.Add(Transcendentals.Exp, g.Multiply(b, g.Add(Transcendentals.Log, a)));
    }

    static int Multiplied(GraphBuilder g, int a, int times)
    {
        if (times <= 1)
        {
            return times == 0 ? g.Constant(1) : a;
        }

        int half = Multiplied(g, a, times / 2);
        int square = g.Multiply(half, half);
        return times % 2 == 0 ? square : g.Multiply(square, a);
    }
}
