namespace RnnModular.CellCompiler.Ir;

/// <summary>Functions that look at all lanes at once, made of sums over lanes.</summary>
static class Normalization
{
    // PyTorch's default.
    const double LayerNormEpsilon = 1e-5;

    const double RmsNormEpsilon = 1.1920928955078125e-7;

    // Keeps the square root's derivative finite where its value counts for nothing.
    const double SmallestSquare = 1e-30;

    /// <summary>Sum over lanes / number of lanes.</summary>
    public static int Mean(GraphBuilder g, int v) => g.Divide(g.Add(Operations.Sum, v), g.SizeOf(v));

    /// <summary>The sum of each lane and all before it.</summary>
    public static int CumulativeSum(GraphBuilder g, int v) =>
        g[v].Shape.IsScalar ? v : g.Lanes(LaneMoves.CumulativeSum, g[v].Shape, null, v);

    /// <summary>The mean square distance from the mean, over all lanes (not all but one).</summary>
    public static int Variance(GraphBuilder g, int v)
    {
        int centred = g.Subtract(v, Mean(g, v));
        return Mean(g, g.Multiply(centred, centred));
    }

    /// <summary>√Σ v², with gradient 0 at 0.</summary>
    public static int Norm(GraphBuilder g, int v)
    {
        int squares = g.Add(Operations.Sum, g.Multiply(v, v));
        return g.Add(Operations.Where, squares, g.Add(Transcendentals.SquareRoot, g.Add(Operations.Maximum, squares, g.Constant(SmallestSquare))), g.Constant(0));
    }

    /// <summary>v / max(√Σ v², 1e-12), as PyTorch has it.</summary>
    public static int Normalize(GraphBuilder g, int v)
    {
        int squares = g.Add(Operations.Sum, g.Multiply(v, v));
        return g.Divide(v, g.Add(Transcendentals.SquareRoot, g.Add(Operations.Maximum, squares, g.Constant(1e-24))));
    }

    /// <summary>v / √(mean of v² + ε) ⊙ gain (Zhang and Sennrich 2019); ε is float32's, as in PyTorch.</summary>
    public static int RmsNorm(GraphBuilder g, int[] arguments)
    {
        int squares = Mean(g, g.Multiply(arguments[0], arguments[0]));
        int normal = g.Divide(arguments[0], g.Add(Transcendentals.SquareRoot, g.Sum(squares, g.Constant(RmsNormEpsilon))));
        return arguments.Length > 1 ? g.Multiply(normal, arguments[1]) : normal;
    }

    /// <summary>e^v / Σ e^v, shifted by the largest lane so that nothing overflows; the shift changes no value, so it gets no gradient.</summary>
    public static int Softmax(GraphBuilder g, int v)
    {
        int shift = g.Add(Operations.StopGradient, g.Add(Operations.Largest, v));
        int e = g.Add(Transcendentals.Exp, g.Subtract(v, shift));
        return g.Divide(e, g.Add(Operations.Sum, e));
    }

    /// <summary>(v − mean) / √(variance + 1e-5), then ⊙ gain + shift where given (Ba et al. 2016).</summary>
    public static int LayerNorm(GraphBuilder g, int[] arguments)
    {
        int centred = g.Subtract(arguments[0], Mean(g, arguments[0]));
        int deviation = g.Add(Transcendentals.SquareRoot, g.Sum(Mean(g, g.Multiply(centred, centred)), g.Constant(LayerNormEpsilon)));
        int normal = g.Divide(centred, deviation);
        int scaled = arguments.Length > 1 ? g.Multiply(normal, arguments[1]) : normal;
        return arguments.Length > 2 ? g.Sum(scaled, arguments[2]) : scaled;
    }
}
