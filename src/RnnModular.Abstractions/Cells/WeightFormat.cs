namespace RnnModular;

/// <summary>
/// How the matrix products of a run hold their weights. A step of one stream reads every weight once, so its time follows their
/// bytes; vectors of parameters and everything between the products stay float32.
/// </summary>
public enum WeightFormat
{
    /// <summary>As trained: 4 bytes a weight.</summary>
    Float32,

    /// <summary>
    /// 2 bytes a weight: rounded to the nearest bfloat16 (ties to even), an error of at most 2⁻⁸ of the weight. Sums run in
    /// float32, in the order of float32 weights. NaN and infinity stay; what rounds beyond the largest bfloat16 becomes infinity.
    /// </summary>
    BFloat16,

    /// <summary>
    /// 1 byte a weight: whole steps of a scale, the largest weight of its output row over 127; an error of at most half a step. The
    /// operand is rounded to 16 bits of its largest value in each block of 512, which errs less than the weights do; a block's sum is
    /// then exact, and blocks are added in float32. A row of weights or a block with NaN or infinity makes its sums NaN.
    /// </summary>
    Int8,
}
