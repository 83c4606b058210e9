namespace RnnModular.Numerics;

/// <summary>One vector of outputs in one narrow format, for one width of vectors: what the loop over the depth does to it.</summary>
/// <typeparam name="TSum">Sums of one output a lane.</typeparam>
/// <typeparam name="TOperand">Two values of the operand, each in all lanes.</typeparam>
unsafe interface INarrowLanes<TSum, TOperand>
    where TSum : unmanaged
{
    /// <summary>Values 2 · <paramref name="pair"/> and the one after it.</summary>
    static abstract TOperand Pair(void* operand, nint pair);

    /// <summary>The last value of an odd depth, and zero.</summary>
    static abstract TOperand Last(void* operand, nint pair);

    /// <summary>Adds the products of two weights of each lane.</summary>
    static abstract TSum MultiplyAdd(byte* weights, TOperand operand, TSum sum);
}

/// <summary>Whole sums of quantized weights, which become floats.</summary>
/// <typeparam name="TSum">Sums of one output a lane.</typeparam>
unsafe interface IWholeLanes<TSum>
    where TSum : unmanaged
{
    /// <summary>target += sum · (scales · unit).</summary>
    static abstract void AddTo(float* target, TSum sum, float* scales, float unit);
}
