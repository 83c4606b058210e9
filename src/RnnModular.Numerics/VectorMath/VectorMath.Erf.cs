using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    // Where erf rounds to 1.
    const float ErfHigh = 3.925f;

    /// <summary>The error function within 5 ulp, odd, exactly ±1 from |x| = 3.925 on: x p(x²) / q(x²), both of degree 5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x)
    {
        x = Vector128.MinNative(Vector128.Create(ErfHigh), Vector128.MaxNative(Vector128.Create(-ErfHigh), x));
        Vector128<float> t = x * x;
        Vector128<float> p = Vector128.MultiplyAddEstimate(t, Vector128.Create(2.19308959e-6f), Vector128.Create(2.75231607e-4f));
        p = Vector128.MultiplyAddEstimate(p, t, Vector128.Create(3.19642713e-3f));
        p = Vector128.MultiplyAddEstimate(p, t, Vector128.Create(5.09838872e-2f));
        p = Vector128.MultiplyAddEstimate(p, t, Vector128.Create(1.76719144e-1f));
        p = Vector128.MultiplyAddEstimate(p, t, Vector128.Create(1.12837923f));
        Vector128<float> q = Vector128.MultiplyAddEstimate(t, Vector128.Create(3.90764362e-5f), Vector128.Create(1.03081879e-3f));
        q = Vector128.MultiplyAddEstimate(q, t, Vector128.Create(1.38198212e-2f));
        q = Vector128.MultiplyAddEstimate(q, t, Vector128.Create(1.08494312e-1f));
        q = Vector128.MultiplyAddEstimate(q, t, Vector128.Create(4.89947855e-1f));
        q = Vector128.MultiplyAddEstimate(q, t, Vector128.Create(1f));
        Vector128<float> y = x * p / q;
        return Vector128.MinNative(Vector128.Create(1f), Vector128.MaxNative(Vector128.Create(-1f), y));
    }

    /// <inheritdoc cref="Erf(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.Create(ErfHigh), Vector256.MaxNative(Vector256.Create(-ErfHigh), x));
        Vector256<float> t = x * x;
        Vector256<float> p = Vector256.FusedMultiplyAdd(t, Vector256.Create(2.19308959e-6f), Vector256.Create(2.75231607e-4f));
        p = Vector256.FusedMultiplyAdd(p, t, Vector256.Create(3.19642713e-3f));
        p = Vector256.FusedMultiplyAdd(p, t, Vector256.Create(5.09838872e-2f));
        p = Vector256.FusedMultiplyAdd(p, t, Vector256.Create(1.76719144e-1f));
        p = Vector256.FusedMultiplyAdd(p, t, Vector256.Create(1.12837923f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(t, Vector256.Create(3.90764362e-5f), Vector256.Create(1.03081879e-3f));
        q = Vector256.FusedMultiplyAdd(q, t, Vector256.Create(1.38198212e-2f));
        q = Vector256.FusedMultiplyAdd(q, t, Vector256.Create(1.08494312e-1f));
        q = Vector256.FusedMultiplyAdd(q, t, Vector256.Create(4.89947855e-1f));
        q = Vector256.FusedMultiplyAdd(q, t, Vector256.Create(1f));
        Vector256<float> y = x * p / q;
        return Vector256.MinNative(Vector256.Create(1f), Vector256.MaxNative(Vector256.Create(-1f), y));
    }

    /// <inheritdoc cref="Erf(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        x = Vector512.MinNative(Vector512.Create(ErfHigh), Vector512.MaxNative(Vector512.Create(-ErfHigh), x));
        Vector512<float> t = x * x;
        Vector512<float> p = Vector512.FusedMultiplyAdd(t, Vector512.Create(2.19308959e-6f), Vector512.Create(2.75231607e-4f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(3.19642713e-3f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(5.09838872e-2f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(1.76719144e-1f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(1.12837923f));
        Vector512<float> q = Vector512.FusedMultiplyAdd(t, Vector512.Create(3.90764362e-5f), Vector512.Create(1.03081879e-3f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(1.38198212e-2f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(1.08494312e-1f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(4.89947855e-1f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(1f));
        Vector512<float> y = x * p / q;
        return Vector512.MinNative(Vector512.Create(1f), Vector512.MaxNative(Vector512.Create(-1f), y));
    }

    /// <inheritdoc cref="Erf(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x) => Erf(Vector128.CreateScalar(x)).ToScalar();
}
