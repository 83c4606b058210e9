using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    /// <summary>1 / √x within 1.5 ulp (both operations correctly rounded); +∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ReciprocalSqrt(Vector128<float> x) => Vector128.Create(1f) / Vector128.Sqrt(x);

    /// <inheritdoc cref="ReciprocalSqrt(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ReciprocalSqrt(Vector256<float> x) => Vector256.Create(1f) / Vector256.Sqrt(x);

    /// <inheritdoc cref="ReciprocalSqrt(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ReciprocalSqrt(Vector512<float> x) => Vector512.Create(1f) / Vector512.Sqrt(x);

    /// <inheritdoc cref="ReciprocalSqrt(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReciprocalSqrt(float x) => ReciprocalSqrt(Vector128.CreateScalar(x)).ToScalar();
}
