namespace RnnModular;

/// <summary>The instruction sets the emitted kernels come in; the value is the vector width in bits.</summary>
public enum SimdWidth
{
    /// <summary>Portable 128-bit vectors: any machine .NET runs on.</summary>
    Portable = 128,

    /// <summary>AVX2 with FMA.</summary>
    Avx2 = 256,

    /// <summary>AVX-512 (F, BW, DQ, VL).</summary>
    Avx512 = 512,
}
