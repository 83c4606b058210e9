using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    // The logarithm of u: −∞ at 0, NaN below, and infinite where x is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> LogAtTheEdges(Vector128<float> u, Vector128<float> x, Vector128<float> log)
    {
        Vector128<float> edge = Vector128.ConditionalSelect(Vector128.Equals(u, Vector128<float>.Zero), Vector128.Create(float.NegativeInfinity), Vector128.Create(float.NaN));
        log = Vector128.ConditionalSelect(Vector128.GreaterThan(u, Vector128<float>.Zero), log, edge);
        return Vector128.ConditionalSelect(Vector128.Equals(x, Vector128.Create(float.PositiveInfinity)), x, log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> LogAtTheEdges(Vector256<float> u, Vector256<float> x, Vector256<float> log)
    {
        Vector256<float> edge = Vector256.ConditionalSelect(Vector256.Equals(u, Vector256<float>.Zero), Vector256.Create(float.NegativeInfinity), Vector256.Create(float.NaN));
        log = Vector256.ConditionalSelect(Vector256.GreaterThan(u, Vector256<float>.Zero), log, edge);
        return Vector256.ConditionalSelect(Vector256.Equals(x, Vector256.Create(float.PositiveInfinity)), x, log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> LogAtTheEdges(Vector512<float> u, Vector512<float> x, Vector512<float> log)
    {
        Vector512<float> edge = Vector512.ConditionalSelect(Vector512.Equals(u, Vector512<float>.Zero), Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NaN));
        log = Vector512.ConditionalSelect(Vector512.GreaterThan(u, Vector512<float>.Zero), log, edge);
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512.Create(float.PositiveInfinity)), x, log);
    }
}
