using System.Runtime.Intrinsics;

namespace RnnModular.Numerics.Tests;

/// <summary>One function in all its widths, its judge and its promised error.</summary>
public sealed record MathFunction(
    string Name,
    Func<double, double> Exact,
    double Ulps,
    Func<float, float> Scalar,
    Func<Vector128<float>, Vector128<float>> Portable,
    Func<Vector256<float>, Vector256<float>> Avx2,
    Func<Vector512<float>, Vector512<float>> Avx512)
{
    /// <summary>Results smaller than this may be zero instead.</summary>
    public double FlushedBelow { get; init; }

    public static IReadOnlyList<MathFunction> All { get; } =
    [
        new("Exp", Math.Exp, 1, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        new("Log", Math.Log, 1, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        new("Log1p", Reference.Log1p, 1.5, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p),
        new("Expm1", Reference.Expm1, 5, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        new("Sin of .NET", Math.Sin, 2, static x => Vector128.Sin(Vector128.CreateScalar(x)).ToScalar(), Vector128.Sin, Vector256.Sin, Vector512.Sin),
        new("Cos of .NET", Math.Cos, 2, static x => Vector128.Cos(Vector128.CreateScalar(x)).ToScalar(), Vector128.Cos, Vector256.Cos, Vector512.Cos),
        new("Tanh", Math.Tanh, 3, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        new("Sigmoid", Reference.Sigmoid, 3, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid) { FlushedBelow = 1.1754944e-38 },
        new("Softplus", Reference.Softplus, 2, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        new("Erf", Reference.Erf, 5, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf),
        new("ReciprocalSqrt", Reference.ReciprocalSqrt, 1.5, VectorMath.ReciprocalSqrt, VectorMath.ReciprocalSqrt, VectorMath.ReciprocalSqrt, VectorMath.ReciprocalSqrt),
    ];

    public override string ToString() => Name;
}
