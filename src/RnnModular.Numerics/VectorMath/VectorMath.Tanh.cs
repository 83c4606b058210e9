using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    // From here on the result is exactly 1.
    const float TanhHigh = 10f;

    /// <summary>
    /// tanh x within 3 ulp, odd, and exactly ±1 from |x| = 10 on: (1 − e) / (1 + e) with e = e⁻²|ˣ|, whose difference from 1 is
    /// summed so that nothing is lost near 0. It takes the polynomial of Sigmoid: a gate and a candidate then share their
    /// constants, and both stay in registers. One division.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x)
    {
        Vector128<float> sign = Vector128.Create(-0f) & x;
        Vector128<float> a = Vector128.MinNative(Vector128.Create(TanhHigh), Vector128.AndNot(x, Vector128.Create(-0f)));
        Vector128<float> rounded = Vector128.MultiplyAddEstimate(a, Vector128.Create(-2 * Log2E), Vector128.Create(BiasedRoundingShift));
        Vector128<float> n = rounded - Vector128.Create(BiasedRoundingShift);
        Vector128<float> power = (rounded.AsInt32() << MantissaBits).AsSingle();
        Vector128<float> r = Vector128.MultiplyAddEstimate(n, Vector128.Create(Ln2), a + a);
        Vector128<float> r2 = r * r;
        Vector128<float> p = Vector128.MultiplyAddEstimate(r, Vector128.Create(1.38145383e-3f), Vector128.Create(-8.36874545e-3f));
        p = Vector128.MultiplyAddEstimate(p, r2, Vector128.MultiplyAddEstimate(r, Vector128.Create(4.1668389e-2f), Vector128.Create(-1.66665211e-1f)));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(4.9999994e-1f));
        p = Vector128.MultiplyAddEstimate(p, r2, -r);
        Vector128<float> e = Vector128.MultiplyAddEstimate(p, power, power);
        p = Vector128.MultiplyAddEstimate(p, power, power - Vector128.Create(1f));
        return Vector128.AndNot(p / (e + Vector128.Create(1f)), Vector128.Create(-0f)) | sign;
    }

    /// <inheritdoc cref="Tanh(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> sign = Vector256.Create(-0f) & x;
        Vector256<float> a = Vector256.MinNative(Vector256.Create(TanhHigh), Vector256.AndNot(x, Vector256.Create(-0f)));
        Vector256<float> rounded = Vector256.FusedMultiplyAdd(a, Vector256.Create(-2 * Log2E), Vector256.Create(BiasedRoundingShift));
        Vector256<float> n = rounded - Vector256.Create(BiasedRoundingShift);
        Vector256<float> power = (rounded.AsInt32() << MantissaBits).AsSingle();
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(Ln2), a + a);
        Vector256<float> r2 = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(1.38145383e-3f), Vector256.Create(-8.36874545e-3f));
        p = Vector256.FusedMultiplyAdd(p, r2, Vector256.FusedMultiplyAdd(r, Vector256.Create(4.1668389e-2f), Vector256.Create(-1.66665211e-1f)));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(4.9999994e-1f));
        p = Vector256.FusedMultiplyAdd(p, r2, -r);
        Vector256<float> e = Vector256.FusedMultiplyAdd(p, power, power);
        p = Vector256.FusedMultiplyAdd(p, power, power - Vector256.Create(1f));
        return Vector256.AndNot(p / (e + Vector256.Create(1f)), Vector256.Create(-0f)) | sign;
    }

    /// <inheritdoc cref="Tanh(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> sign = Vector512.Create(-0f) & x;
        Vector512<float> a = Vector512.MinNative(Vector512.Create(TanhHigh), Vector512.AndNot(x, Vector512.Create(-0f)));
        Vector512<float> rounded = Vector512.FusedMultiplyAdd(a, Vector512.Create(-2 * Log2E), Vector512.Create(BiasedRoundingShift));
        Vector512<float> n = rounded - Vector512.Create(BiasedRoundingShift);
        Vector512<float> power = (rounded.AsInt32() << MantissaBits).AsSingle();
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(Ln2), a + a);
        Vector512<float> r2 = r * r;
        Vector512<float> p = Vector512.FusedMultiplyAdd(r, Vector512.Create(1.38145383e-3f), Vector512.Create(-8.36874545e-3f));
        p = Vector512.FusedMultiplyAdd(p, r2, Vector512.FusedMultiplyAdd(r, Vector512.Create(4.1668389e-2f), Vector512.Create(-1.66665211e-1f)));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.9999994e-1f));
        p = Vector512.FusedMultiplyAdd(p, r2, -r);
        Vector512<float> e = Vector512.FusedMultiplyAdd(p, power, power);
        p = Vector512.FusedMultiplyAdd(p, power, power - Vector512.Create(1f));
        return Vector512.AndNot(p / (e + Vector512.Create(1f)), Vector512.Create(-0f)) | sign;
    }

    /// <inheritdoc cref="Tanh(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => Tanh(Vector128.CreateScalar(x)).ToScalar();
}
