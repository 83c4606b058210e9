using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>
/// Elementary functions of float vectors, meant to be inlined into kernels. Every width, and the scalar form, computes the
/// same operations in the same order, so on a machine with fused multiply–add they all give the same bits. Error bounds are
/// in units in the last place of the exact result and are tested over the whole range of float; a NaN gives a NaN.
/// </summary>
public static partial class VectorMath
{
    const int MantissaBits = 23;
    const int ExponentBias = 127;
    const float Log2E = 1.44269504f;

    // Ln2 − Ln2Rest is ln 2 to 48 bits (Cody and Waite's two-part constant; the first product is exact inside an FMA).
    const float Ln2 = 0.693147182f;
    const float Ln2Rest = 1.90465432e-9f;

    // Adding 1.5 · 2²³ rounds to an integer and leaves it in the low bits of the sum.
    const float RoundingShift = 12582912f;

    // The same, but the low bits hold the integer plus the exponent's bias: shifted left by 23 they are a power of two.
    const float BiasedRoundingShift = RoundingShift + ExponentBias;
}
