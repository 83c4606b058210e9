namespace RnnModular.CellCompiler.Ir;

/// <summary>Functions that look at all lanes at once, made of sums over lanes.</summary>
static class Normalization
{
    // PyTorch's default.
    const double LayerNormEpsilon = 1e-5;

    /// <summary>Sum over lanes / number of lanes.</summary>
    public static int Mean(GraphBuilder g, int v) => g.Divide(g.Add(Operations.Sum, v), g.SizeOf(v));

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
