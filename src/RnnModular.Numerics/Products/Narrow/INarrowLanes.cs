namespace RnnModular.Numerics;

/// <summary>One vector of outputs in one narrow format, for one width of vectors: what the loop over the depth does to it.</summary>
/// <typeparam name="TSum">Sums of one output a lane.</typeparam>
/// <typeparam name="TOperand">Two values of the operand, each in all lanes.</typeparam>
unsafe interface INarrowLanes<TSum, TOperand>
    where TSum : unmanaged
{
    /// <summary>Bytes of two values of the operand.</summary>
    static abstract nint PairBytes { get; }

    /// <summary>Two values of the operand that follow each other.</summary>
    static abstract TOperand Pair(byte* operand);

    /// <summary>Adds the products of two weights of each lane.</summary>
    static abstract TSum MultiplyAdd(byte* weights, TOperand operand, TSum sum);
}

/// <summary>Whole sums of quantized weights, which become floats.</summary>
/// <typeparam name="TSum">Sums of one output a lane.</typeparam>
unsafe interface IWholeLanes<TSum>
    where TSum : unmanaged
{
    /// <summary>target (+)= sum · (scales · unit).</summary>
    static abstract void Scale(float* target, TSum sum, float* scales, float unit, bool add);
}
