using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    // Just outside these the result is zero, or infinite, in any case.
    const float ExpLow = -104f;
    const float ExpHigh = 89f;

    /// <summary>
    /// eˣ within 1 ulp; underflows gradually to 0 and overflows to +∞. Cody–Waite reduction to |r| ≤ ln 2 / 2 and a
    /// minimax polynomial of degree 6.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x)
    {
        x = Vector128.MinNative(Vector128.Create(ExpHigh), Vector128.MaxNative(Vector128.Create(ExpLow), x));
        Vector128<float> rounded = Vector128.MultiplyAddEstimate(x, Vector128.Create(Log2E), Vector128.Create(RoundingShift));
        Vector128<float> n = rounded - Vector128.Create(RoundingShift);
        Vector128<float> r = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2High), x);
        r = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2Low), r);
        Vector128<float> r2 = r * r;
        Vector128<float> p = Vector128.MultiplyAddEstimate(r, Vector128.Create(1.38145383e-3f), Vector128.Create(8.36874545e-3f));
        p = Vector128.MultiplyAddEstimate(p, r2, Vector128.MultiplyAddEstimate(r, Vector128.Create(4.1668389e-2f), Vector128.Create(1.66665211e-1f)));
        p = Vector128.MultiplyAddEstimate(p, r2, Vector128.MultiplyAddEstimate(r, Vector128.Create(4.9999994e-1f), Vector128.Create(1f)));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(1f));
        return ScaleByPower(p, n, rounded);
    }

    /// <inheritdoc cref="Exp(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.Create(ExpHigh), Vector256.MaxNative(Vector256.Create(ExpLow), x));
        Vector256<float> rounded = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(RoundingShift));
        Vector256<float> n = rounded - Vector256.Create(RoundingShift);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        Vector256<float> r2 = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(1.38145383e-3f), Vector256.Create(8.36874545e-3f));
        p = Vector256.FusedMultiplyAdd(p, r2, Vector256.FusedMultiplyAdd(r, Vector256.Create(4.1668389e-2f), Vector256.Create(1.66665211e-1f)));
        p = Vector256.FusedMultiplyAdd(p, r2, Vector256.FusedMultiplyAdd(r, Vector256.Create(4.9999994e-1f), Vector256.Create(1f)));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1f));
        return ScaleByPower(p, n, rounded);
    }

    /// <inheritdoc cref="Exp(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.MinNative(Vector512.Create(ExpHigh), Vector512.MaxNative(Vector512.Create(ExpLow), x));
        Vector512<float> rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(RoundingShift));
        Vector512<float> n = rounded - Vector512.Create(RoundingShift);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<float> r2 = r * r;
        Vector512<float> p = Vector512.FusedMultiplyAdd(r, Vector512.Create(1.38145383e-3f), Vector512.Create(8.36874545e-3f));
        p = Vector512.FusedMultiplyAdd(p, r2, Vector512.FusedMultiplyAdd(r, Vector512.Create(4.1668389e-2f), Vector512.Create(1.66665211e-1f)));
        p = Vector512.FusedMultiplyAdd(p, r2, Vector512.FusedMultiplyAdd(r, Vector512.Create(4.9999994e-1f), Vector512.Create(1f)));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1f));
        return ScaleByPower(p, n, rounded);
    }

    /// <inheritdoc cref="Exp(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => Exp(Vector128.CreateScalar(x)).ToScalar();
}
