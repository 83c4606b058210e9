using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    const int OneBits = 0x3F800000;

    /// <summary>ln(1 + x) within 1.5 ulp, small x included; −∞ at −1, NaN below. What 1 + x loses to rounding is added back after the reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x)
    {
        Vector128<float> u = Vector128.Create(1f) + x;
        Vector128<int> bits = u.AsInt32() - Vector128.Create(ThreeQuarters);
        Vector128<int> e = bits >> MantissaBits;
        Vector128<float> m = ((bits & Vector128.Create(MantissaMask)) + Vector128.Create(ThreeQuarters)).AsSingle();
        Vector128<float> lost = x - (u - Vector128.Create(1f));
        Vector128<float> scale = Vector128.Max(Vector128.Create(OneBits) - (e << MantissaBits), Vector128<int>.Zero).AsSingle();
        Vector128<float> f = Vector128.MultiplyAddEstimate(lost, scale, m - Vector128.Create(1f));
        Vector128<float> log = Vector128.MultiplyAddEstimate(Vector128.ConvertToSingle(e), Vector128.Create(Ln2), LogOnePlusReduced(f));
        return LogAtTheEdges(u, x, log);
    }

    /// <inheritdoc cref="Log1p(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x)
    {
        Vector256<float> u = Vector256.Create(1f) + x;
        Vector256<int> bits = u.AsInt32() - Vector256.Create(ThreeQuarters);
        Vector256<int> e = bits >> MantissaBits;
        Vector256<float> m = ((bits & Vector256.Create(MantissaMask)) + Vector256.Create(ThreeQuarters)).AsSingle();
        Vector256<float> lost = x - (u - Vector256.Create(1f));
        Vector256<float> scale = Vector256.Max(Vector256.Create(OneBits) - (e << MantissaBits), Vector256<int>.Zero).AsSingle();
        Vector256<float> f = Vector256.FusedMultiplyAdd(lost, scale, m - Vector256.Create(1f));
        Vector256<float> log = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(e), Vector256.Create(Ln2), LogOnePlusReduced(f));
        return LogAtTheEdges(u, x, log);
    }

    /// <inheritdoc cref="Log1p(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x)
    {
        Vector512<float> u = Vector512.Create(1f) + x;
        Vector512<int> bits = u.AsInt32() - Vector512.Create(ThreeQuarters);
        Vector512<int> e = bits >> MantissaBits;
        Vector512<float> m = ((bits & Vector512.Create(MantissaMask)) + Vector512.Create(ThreeQuarters)).AsSingle();
        Vector512<float> lost = x - (u - Vector512.Create(1f));
        Vector512<float> scale = Vector512.Max(Vector512.Create(OneBits) - (e << MantissaBits), Vector512<int>.Zero).AsSingle();
        Vector512<float> f = Vector512.FusedMultiplyAdd(lost, scale, m - Vector512.Create(1f));
        Vector512<float> log = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(e), Vector512.Create(Ln2), LogOnePlusReduced(f));
        return LogAtTheEdges(u, x, log);
    }

    /// <inheritdoc cref="Log1p(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log1p(float x) => Log1p(Vector128.CreateScalar(x)).ToScalar();
}
