using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.Cli.Benchmarks;

/// <summary>
/// How long a run would take if each part of what the equations ask for went at the rate the machine reached in the same
/// process: products at the peak, functions as the vector sigmoid in the first-level cache, other operations one vector for two
/// flops of the peak, memory at the reading speed of the level that holds it. It knows nothing of the code: products alone
/// cannot say whether a cell of matrix memories, or of ten functions a gate, runs well.
/// </summary>
static class WorkEstimate
{
    const long FitsL2 = 768 << 10;
    const long FitsL3 = 16 << 20;

    /// <summary>Seconds of one run on one thread.</summary>
    public static double Seconds(ICellFactory factory, BenchmarkShape shape, SequenceLayout layout, bool trains, MachineLimits limits)
    {
        StepGraph step = CellCompilation.Analyze(factory.Descriptor.Equations, out _)!;
        StepWork work = StepWork.Of(step, shape.Input, shape.Hidden);
        double arithmetic = work.Arithmetic * 2.0;
        double compute = layout.Rows * ((trains ? 3 : 1) * (2.0 * work.Products + arithmetic) / limits.PeakGflops + work.Functions / limits.FunctionsPerNanosecond);

        // Once for each run, on vectors of half as many lanes.
        compute += trains ? 4.0 * work.WeightAlgebra / limits.PeakGflops : 0;

        // Forward, a state is read and written. A training run keeps states and values of functions for every step, and on the way
        // back reads them, and reads and writes the gradients of states.
        double bytes = layout.Rows * sizeof(float) * (trains ? 5.0 * work.States + 2.0 * work.Functions : 2.0 * work.States);
        long held = sizeof(float) * (trains ? layout.Rows * (work.States + work.Functions) : 2 * layout.Batch * work.States);
        double gigabytes = held <= FitsL2 ? limits.L2GBs : held <= FitsL3 ? limits.L3GBs : limits.MemoryGBs;
        return (compute + bytes / gigabytes) / limits.Threads / 1e9;
    }
}
