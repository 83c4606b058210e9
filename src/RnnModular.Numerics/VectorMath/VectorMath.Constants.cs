using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>
/// Elementary functions of float vectors, meant to be inlined into kernels. Every width, and the scalar form, computes the
/// same operations in the same order, so on a machine with fused multiply–add they all give the same bits. Error bounds are
/// in units in the last place of the exact result and are tested over the whole range of float; without fused multiply–add
/// they are larger by at most one. A NaN gives a NaN. Polynomials are evaluated in pairs (Estrin): a step of one row waits for
/// the longest chain, and a batch has a multiplication to spare.
/// </summary>
public static partial class VectorMath
{
    const int MantissaBits = 23;
    const int ExponentBias = 127;
    const float Log2E = 1.44269504f;

    const float Ln2 = 0.693147182f;

    // Cody and Waite's two parts: the first has so few digits that its multiples by an exponent are exact.
    const float Ln2High = 0.693145752f;
    const float Ln2Low = 1.42860677e-6f;

    // Adding 1.5 · 2²³ rounds to an integer and leaves it in the low bits of the sum.
    const float RoundingShift = 12582912f;

    // The same, but the low bits hold the integer plus the exponent's bias: shifted left by 23 they are a power of two.
    const float BiasedRoundingShift = RoundingShift + ExponentBias;
}
