namespace RnnModular.CellCompiler.Ir;

/// <summary>
/// Linear algebra on matrices of parameters and constants alone, computed once per weight update: products, inverses, solutions
/// of linear systems and exponentials. Their gradients reach the parameters after the backward run, once per run.
/// </summary>
public static class WeightAlgebra
{
    /// <summary>A B.</summary>
    public static Operation Product { get; } = Whole("product", "{0} {1}", 2, 3, static (g, _, x, dy, which) => which == 0
        ? Multiply(g, dy, g.Transpose(x[1]))
        : Multiply(g, g.Transpose(x[0]), dy));

    /// <summary>The X with A X = B. dB = A⁻ᵀ dX and dA = −dB Xᵀ.</summary>
    public static Operation Solve { get; } = Whole("solve", "solve({0}, {1})", 2, 4, static (g, y, x, dy, which) =>
    {
        int right = g.Structure(Solve!, g[y].Shape, null, g.Transpose(x[0]), dy);
        return which == 1 ? right : g.Negate(Multiply(g, right, g.Transpose(y)));
    });

    /// <summary>A⁻¹. dA = −A⁻ᵀ dY A⁻ᵀ.</summary>
    public static Operation Inverse { get; } = Whole("inv", "inv({0})", 1, 4, static (g, y, _, dy, _) =>
        g.Negate(Multiply(g, Multiply(g, g.Transpose(y), dy), g.Transpose(y))));

    /// <summary>e^A.</summary>
    public static Operation Exponential { get; } = Whole("expm", "expm({0})", 1, 4, static (g, _, x, dy, _) =>
        g.Structure(ExponentialGradient!, g[x[0]].Shape, null, x[0], dy));

    /// <summary>The gradient of A through e^A: the derivative of e^Aᵀ in the direction of dY. It belongs to the exponential of its first operand.</summary>
    public static Operation ExponentialGradient { get; } = Whole("expm_gradient", "expm'({0}ᵀ, {1})", 2, 4, null);

    /// <summary>A B, of weights.</summary>
    public static int Multiply(GraphBuilder g, int a, int b) =>
        g.Structure(Product, Shape.Matrix(g[a].Shape.Rows, g[b].Shape.Columns), null, a, b);

    static Operation Whole(string name, string equation, int arity, int precedence, AdjointRule? adjoint) => new()
    {
        Name = name,
        Arity = arity,
        Kind = OperationKind.Structure,
        IsWhole = true,
        Precedence = precedence,
        Equation = equation,
        Adjoint = adjoint,
    };
}
