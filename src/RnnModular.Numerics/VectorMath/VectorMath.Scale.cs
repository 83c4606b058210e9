using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    // p · 2ⁿ with a single rounding even where the result is subnormal: the first factor of two halves is always exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> ScaleByPower(Vector128<float> p, Vector128<float> n, Vector128<float> rounded)
    {
        Vector128<int> power = rounded.AsInt32() - Vector128.Create(RoundingShift).AsInt32();
        Vector128<int> half = power >> 1;
        return p * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> ScaleByPower(Vector256<float> p, Vector256<float> n, Vector256<float> rounded)
    {
        Vector256<int> power = rounded.AsInt32() - Vector256.Create(RoundingShift).AsInt32();
        Vector256<int> half = power >> 1;
        return p * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> ScaleByPower(Vector512<float> p, Vector512<float> n, Vector512<float> rounded)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.Scale(p, n);
        }

        Vector512<int> power = rounded.AsInt32() - Vector512.Create(RoundingShift).AsInt32();
        Vector512<int> half = power >> 1;
        return p * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> PowerOfTwo(Vector128<int> n) => ((n + Vector128.Create(ExponentBias)) << MantissaBits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> PowerOfTwo(Vector256<int> n) => ((n + Vector256.Create(ExponentBias)) << MantissaBits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> PowerOfTwo(Vector512<int> n) => ((n + Vector512.Create(ExponentBias)) << MantissaBits).AsSingle();
}
