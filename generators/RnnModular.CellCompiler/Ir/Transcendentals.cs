using static System.Math;

namespace RnnModular.CellCompiler.Ir;

/// <summary>Primitive functions of one operand. Where y alone gives the derivative, the rule uses y, so that only y is saved.</summary>
public static class Transcendentals
{
    /// <summary>1 / (1 + e^−x).</summary>
    public static Operation Sigmoid { get; } = Unary("sigmoid", static x => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        SigmoidGradient);

    /// <summary>Hyperbolic tangent.</summary>
    public static Operation Tanh { get; } = Unary("tanh", Math.Tanh,
        static (g, y, _, dy, _) => g.Multiply(dy, g.Subtract(g.Constant(1), g.Multiply(y, y))));

    /// <summary>e^x.</summary>
    public static Operation Exp { get; } = Unary("exp", Math.Exp, static (g, y, _, dy, _) => g.Multiply(dy, y));

    /// <summary>Natural logarithm.</summary>
    public static Operation Log { get; } = Unary("log", Math.Log, static (g, _, x, dy, _) => g.Divide(dy, x[0]));

    /// <summary>log(1 + e^x).</summary>
    public static Operation Softplus { get; } = Unary("softplus", static x => Max(x, 0) + LogOnePlus(Math.Exp(-Abs(x))),
        static (g, _, x, dy, _) => g.Multiply(dy, g.Add(Sigmoid, x[0])));

    /// <summary>The error function; with Abramowitz and Stegun's series in float64.</summary>
    public static Operation Erf { get; } = Unary("erf", ErrorFunction.Erf,
        static (g, _, x, dy, _) => g.Multiply(g.Multiply(dy, g.Constant(2 / Math.Sqrt(PI))), g.Add(Exp, g.Negate(g.Multiply(x[0], x[0])))));

    /// <summary>log(1 + x), exact near 0.</summary>
    public static Operation Log1p { get; } = Unary("log1p", LogOnePlus, static (g, _, x, dy, _) => g.Divide(dy, g.Sum(g.Constant(1), x[0])));

    /// <summary>e^x − 1, exact near 0.</summary>
    public static Operation Expm1 { get; } = Unary("expm1", static x => Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1,
        static (g, y, _, dy, _) => g.Multiply(dy, g.Sum(y, g.Constant(1))));

    /// <summary>Sine.</summary>
    public static Operation Sine { get; } = Numeric("sin", "Sin", Sin, static (g, _, x, dy, _) => g.Multiply(dy, g.Add(Cosine!, x[0])));

    /// <summary>Cosine.</summary>
    public static Operation Cosine { get; } = Numeric("cos", "Cos", Cos, static (g, _, x, dy, _) => g.Negate(g.Multiply(dy, g.Add(Sine, x[0]))));

    /// <summary>The largest whole number that is not larger; its derivative is 0.</summary>
    public static Operation Floor { get; } = Numeric("floor", "Floor", Math.Floor, static (g, _, _, _, _) => g.Constant(0));

    /// <summary>Square root.</summary>
    public static Operation SquareRoot { get; } = new()
    {
        Name = "sqrt",
        Arity = 1,
        Equation = "sqrt({0})",
        CSharp = "V.Sqrt({0})",
        Scalar = "MathF.Sqrt({0})",
        Evaluate = static v => Math.Sqrt(v[0]),
        Adjoint = static (g, y, _, dy, _) => g.Divide(g.Multiply(g.Constant(0.5), dy), y),
    };

    /// <summary>max(x, 0), with derivative 0 at 0.</summary>
    public static Operation Relu { get; } = new()
    {
        Name = "relu",
        Arity = 1,
        IsCheap = true,
        Equation = "relu({0})",
        CSharp = "V.Max({0}, Lanes.Zero)",
        Scalar = "MathF.Max({0}, 0f)",
        Evaluate = static v => Max(v[0], 0),
        Adjoint = static (g, y, _, dy, _) => g.Add(Operations.Where, y, dy, g.Constant(0)),
    };

    /// <summary>|x|, with derivative 0 at 0.</summary>
    public static Operation Absolute { get; } = new()
    {
        Name = "abs",
        Arity = 1,
        IsCheap = true,
        Equation = "abs({0})",
        CSharp = "V.Abs({0})",
        Scalar = "MathF.Abs({0})",
        Evaluate = static v => Abs(v[0]),
        Adjoint = static (g, _, x, dy, _) => g.Add(Operations.Where, x[0], dy, g.Add(Operations.Where, g.Negate(x[0]), g.Negate(dy), g.Constant(0))),
    };

    static Operation Unary(string name, Func<double, double> evaluate, AdjointRule adjoint) => new()
    {
        Name = name,
        Arity = 1,
        Equation = name + "({0})",
        CSharp = "VectorMath." + char.ToUpperInvariant(name[0]) + name.Substring(1) + "({0})",
        Evaluate = v => evaluate(v[0]),
        Adjoint = adjoint,
    };

    /// <summary>A function that both .NET's vectors and its floats have.</summary>
    static Operation Numeric(string name, string method, Func<double, double> evaluate, AdjointRule adjoint) => new()
    {
        Name = name,
        Arity = 1,
        Equation = name + "({0})",
        CSharp = $"V.{method}({{0}})",
        Scalar = $"MathF.{method}({{0}})",
        Evaluate = v => evaluate(v[0]),
        Adjoint = adjoint,
    };

    /// <summary>dy · y · (1 − y), with one multiplication between dy, which comes late, and the result.</summary>
    static int SigmoidGradient(GraphBuilder g, int y, EquatableArray<int> x, int dy, int which)
    {
        (int first, int second) = g.Factors(dy, y);
        return g.Multiply(first, g.Multiply(second, g.Subtract(g.Constant(1), y)));
    }

    static double LogOnePlus(double x) => Abs(x) < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);
}
