namespace RnnModular.Cli.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="Cells">The cells.</param>
/// <param name="Modes">Modes, one after the other.</param>
/// <param name="Shapes">Shapes for every mode; null means each mode's own.</param>
/// <param name="Threads">Threads to use.</param>
/// <param name="Seed">Decides weights, inputs and lengths.</param>
/// <param name="Repetitions">Repetitions whose median counts.</param>
/// <param name="Weights">How products hold their weights, one after the other.</param>
/// <param name="Reference">The cell that each of the others is measured beside; null to measure them all side by side.</param>
sealed record BenchmarkPlan(
    IReadOnlyList<ICellFactory> Cells,
    IReadOnlyList<BenchmarkMode> Modes,
    IReadOnlyList<BenchmarkShape>? Shapes,
    int Threads,
    ulong Seed,
    int Repetitions,
    IReadOnlyList<WeightFormat> Weights,
    ICellFactory? Reference = null)
{
    /// <summary>The formats that a mode can run in.</summary>
    public IReadOnlyList<WeightFormat> WeightsOf(BenchmarkMode mode) => [.. Weights.Where(w => w == WeightFormat.Float32 || mode.TakesNarrowWeights)];

    /// <summary>The shapes of a mode.</summary>
    public IReadOnlyList<BenchmarkShape> ShapesOf(BenchmarkMode mode) => Shapes ?? BenchmarkShape.DefaultsOf(mode);
}

/// <summary>What was measured.</summary>
/// <param name="Limits">What the machine itself can do.</param>
/// <param name="Rows">One a cell, mode and shape.</param>
sealed record BenchmarkReport(MachineLimits Limits, IReadOnlyList<BenchmarkRow> Rows);
