using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    /// <summary>e^x − 1 as tanh(x / 2) · (e^x + 1), which loses nothing near 0; −1 at −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x) => Tanh(x * 0.5f) * (Exp(x) + Vector128<float>.One);

    /// <inheritdoc cref="Expm1(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x) => Tanh(x * 0.5f) * (Exp(x) + Vector256<float>.One);

    /// <inheritdoc cref="Expm1(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x) => Tanh(x * 0.5f) * (Exp(x) + Vector512<float>.One);

    /// <inheritdoc cref="Expm1(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => Expm1(Vector128.CreateScalar(x)).ToScalar();
}
