using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    /// <summary>ln(1 + eˣ) within 2 ulp: max(x, 0) + ln(1 + e⁻|ˣ|), which neither overflows nor cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x)
    {
        Vector128<float> y = Exp(x | Vector128.Create(-0f));
        Vector128<float> large = Vector128.GreaterThan(y, Vector128.Create(0.5f));
        Vector128<float> f = Vector128.ConditionalSelect(large, Vector128.MultiplyAddEstimate(y, Vector128.Create(0.5f), Vector128.Create(-0.5f)), y);
        Vector128<float> tail = LogOnePlusReduced(f) + (large & Vector128.Create(Ln2));
        return Vector128.MaxNative(Vector128<float>.Zero, x) + tail;
    }

    /// <inheritdoc cref="Softplus(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x)
    {
        Vector256<float> y = Exp(x | Vector256.Create(-0f));
        Vector256<float> large = Vector256.GreaterThan(y, Vector256.Create(0.5f));
        Vector256<float> f = Vector256.ConditionalSelect(large, Vector256.FusedMultiplyAdd(y, Vector256.Create(0.5f), Vector256.Create(-0.5f)), y);
        Vector256<float> tail = LogOnePlusReduced(f) + (large & Vector256.Create(Ln2));
        return Vector256.MaxNative(Vector256<float>.Zero, x) + tail;
    }

    /// <inheritdoc cref="Softplus(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
    {
        Vector512<float> y = Exp(x | Vector512.Create(-0f));
        Vector512<float> large = Vector512.GreaterThan(y, Vector512.Create(0.5f));
        Vector512<float> f = Vector512.ConditionalSelect(large, Vector512.FusedMultiplyAdd(y, Vector512.Create(0.5f), Vector512.Create(-0.5f)), y);
        Vector512<float> tail = LogOnePlusReduced(f) + (large & Vector512.Create(Ln2));
        return Vector512.MaxNative(Vector512<float>.Zero, x) + tail;
    }

    /// <inheritdoc cref="Softplus(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => Softplus(Vector128.CreateScalar(x)).ToScalar();
}
