namespace RnnModular.CellCompiler.Ir;

/// <summary>Functions that look at all lanes at once, or at each row or column of a matrix, made of sums.</summary>
static class Normalization
{
    // PyTorch's default.
    const double LayerNormEpsilon = 1e-5;

    const double RmsNormEpsilon = 1.1920928955078125e-7;

    // Keeps the square root's derivative finite where its value counts for nothing.
    const double SmallestSquare = 1e-30;

    /// <summary>The sum of each lane and all before it.</summary>
    public static int CumulativeSum(GraphBuilder g, int v) =>
        g[v].Shape.IsScalar ? v : g.Lanes(LaneMoves.CumulativeSum, g[v].Shape, null, v);

    /// <summary>The mean square distance from the mean, over all lanes (not all but one).</summary>
    public static int Variance(GraphBuilder g, Along along, int v)
    {
        int centred = g.Subtract(v, along.Spread(g, along.Mean(g, v)));
        return along.Mean(g, g.Multiply(centred, centred));
    }

    /// <summary>√Σ v², with gradient 0 at 0.</summary>
    public static int Norm(GraphBuilder g, Along along, int v)
    {
        int squares = along.Sum(g, g.Multiply(v, v));
        return g.Add(Operations.Where, squares, g.Add(Transcendentals.SquareRoot, g.Add(Operations.Maximum, squares, g.Constant(SmallestSquare))), g.Constant(0));
    }

    /// <summary>v / max(√Σ v², 1e-12), as PyTorch has it.</summary>
    public static int Normalize(GraphBuilder g, Along along, int v)
    {
        int squares = along.Sum(g, g.Multiply(v, v));
        return g.Divide(v, along.Spread(g, g.Add(Transcendentals.SquareRoot, g.Add(Operations.Maximum, squares, g.Constant(1e-24)))));
    }

    /// <summary>v / √(mean of v² + ε) ⊙ gain (Zhang and Sennrich 2019); ε is float32's, as in PyTorch.</summary>
    public static int RmsNorm(GraphBuilder g, Along along, int[] arguments)
    {
        int squares = along.Mean(g, g.Multiply(arguments[0], arguments[0]));
        int normal = g.Divide(arguments[0], along.Spread(g, g.Add(Transcendentals.SquareRoot, g.Sum(squares, g.Constant(RmsNormEpsilon)))));
        return arguments.Length > 1 ? g.Multiply(normal, along.Beside(g, arguments[1])) : normal;
    }

    /// <summary>e^v / Σ e^v, shifted by the largest lane so that nothing overflows; the shift changes no value, so it gets no gradient.</summary>
    public static int Softmax(GraphBuilder g, Along along, int v)
    {
        int shift = g.Add(Operations.StopGradient, along.Spread(g, along.Largest(g, v)));
        int e = g.Add(Transcendentals.Exp, g.Subtract(v, shift));
        return g.Divide(e, along.Spread(g, along.Sum(g, e)));
    }

    /// <summary>(v − mean) / √(variance + 1e-5), then ⊙ gain + shift where given (Ba et al. 2016).</summary>
    public static int LayerNorm(GraphBuilder g, Along along, int[] arguments)
    {
        int centred = g.Subtract(arguments[0], along.Spread(g, along.Mean(g, arguments[0])));
        int deviation = g.Add(Transcendentals.SquareRoot, g.Sum(along.Mean(g, g.Multiply(centred, centred)), g.Constant(LayerNormEpsilon)));
        int normal = g.Divide(centred, along.Spread(g, deviation));
        int scaled = arguments.Length > 1 ? g.Multiply(normal, along.Beside(g, arguments[1])) : normal;
        return arguments.Length > 2 ? g.Sum(scaled, along.Beside(g, arguments[2])) : scaled;
    }
}
