namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>An instruction set the kernels are emitted for.</summary>
/// <param name="Name">In class and file names, as the contract's enumeration has it.</param>
/// <param name="Bits">Vector width.</param>
/// <param name="MultiplyAdd">The fused multiply-add; portable code takes the machine's best.</param>
/// <param name="Accumulators">Registers for sums: of 32 (AVX-512) or 16, less weights and the broadcast.</param>
sealed record InstructionSet(string Name, int Bits, string MultiplyAdd, int Accumulators)
{
    /// <summary>All, widest first.</summary>
    public static IReadOnlyList<InstructionSet> All { get; } =
    [
        new("Avx512", 512, "FusedMultiplyAdd", 24),
        new("Avx2", 256, "FusedMultiplyAdd", 12),
        new("Portable", 128, "MultiplyAddEstimate", 12),
    ];

    /// <summary>Floats in a vector.</summary>
    public int Lanes => Bits / 32;
}
