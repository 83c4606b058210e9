using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

public static partial class VectorMath
{
    const float SmallestNormal = 1.17549435e-38f;

    // Bits of 0.75: mantissas are reduced to [0.75, 1.5), so near x = 1 the exponent is 0 and nothing cancels.
    const int ThreeQuarters = 0x3F400000;
    const int MantissaMask = 0x007FFFFF;

    // ln(1 + f) for f in [−0.25, 0.5]: f − f²/2 + f³ q(f), minimax in the relative error.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> LogOnePlusReduced(Vector128<float> f)
    {
        Vector128<float> q = Vector128.MultiplyAddEstimate(f, Vector128.Create(-4.49090898e-2f), Vector128.Create(1.04482777e-1f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(-1.3162224e-1f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(1.44820675e-1f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(-1.6647768e-1f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(1.99906066e-1f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(-2.50000536e-1f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(3.33334535e-1f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(-0.5f));
        return Vector128.MultiplyAddEstimate(q, f * f, f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> LogOnePlusReduced(Vector256<float> f)
    {
        Vector256<float> q = Vector256.FusedMultiplyAdd(f, Vector256.Create(-4.49090898e-2f), Vector256.Create(1.04482777e-1f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(-1.3162224e-1f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(1.44820675e-1f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(-1.6647768e-1f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(1.99906066e-1f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(-2.50000536e-1f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(3.33334535e-1f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(-0.5f));
        return Vector256.FusedMultiplyAdd(q, f * f, f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> LogOnePlusReduced(Vector512<float> f)
    {
        Vector512<float> q = Vector512.FusedMultiplyAdd(f, Vector512.Create(-4.49090898e-2f), Vector512.Create(1.04482777e-1f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(-1.3162224e-1f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(1.44820675e-1f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(-1.6647768e-1f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(1.99906066e-1f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(-2.50000536e-1f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(3.33334535e-1f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(-0.5f));
        return Vector512.FusedMultiplyAdd(q, f * f, f);
    }
}
