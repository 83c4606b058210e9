using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    const byte MantissaFromThreeQuartersNoNegatives = 0b1011;

    /// <summary>ln x within 1 ulp, subnormal numbers included; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x)
    {
        Vector128<float> subnormal = Vector128.LessThan(x, Vector128.Create(SmallestNormal));
        Vector128<float> scaled = Vector128.ConditionalSelect(subnormal, x * Vector128.Create(8388608f), x);
        Vector128<int> bits = scaled.AsInt32() - Vector128.Create(ThreeQuarters);
        Vector128<float> e = Vector128.ConvertToSingle(bits >> MantissaBits) - (subnormal & Vector128.Create((float)MantissaBits));
        Vector128<float> m = ((bits & Vector128.Create(MantissaMask)) + Vector128.Create(ThreeQuarters)).AsSingle();
        Vector128<float> log = Vector128.MultiplyAddEstimate(e, Vector128.Create(Ln2), LogOnePlusReduced(m - Vector128.Create(1f)));
        return LogAtTheEdges(x, x, log);
    }

    /// <inheritdoc cref="Log(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x)
    {
        Vector256<float> subnormal = Vector256.LessThan(x, Vector256.Create(SmallestNormal));
        Vector256<float> scaled = Vector256.ConditionalSelect(subnormal, x * Vector256.Create(8388608f), x);
        Vector256<int> bits = scaled.AsInt32() - Vector256.Create(ThreeQuarters);
        Vector256<float> e = Vector256.ConvertToSingle(bits >> MantissaBits) - (subnormal & Vector256.Create((float)MantissaBits));
        Vector256<float> m = ((bits & Vector256.Create(MantissaMask)) + Vector256.Create(ThreeQuarters)).AsSingle();
        Vector256<float> log = Vector256.FusedMultiplyAdd(e, Vector256.Create(Ln2), LogOnePlusReduced(m - Vector256.Create(1f)));
        return LogAtTheEdges(x, x, log);
    }

    /// <inheritdoc cref="Log(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        if (Avx512F.IsSupported)
        {
            // These two instructions know subnormals, zero, infinity and negative numbers.
            Vector512<float> mantissa = Avx512F.GetMantissa(x, MantissaFromThreeQuartersNoNegatives);
            Vector512<float> e = Avx512F.GetExponent(x) - Avx512F.GetExponent(mantissa);
            return Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2), LogOnePlusReduced(mantissa - Vector512.Create(1f)));
        }

        return Vector512.Create(Log(x.GetLower()), Log(x.GetUpper()));
    }

    /// <inheritdoc cref="Log(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => Log(Vector128.CreateScalar(x)).ToScalar();
}
