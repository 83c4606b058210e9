using RnnModular.CellCompiler.Ir;
using RnnModular.Numerics;

namespace RnnModular.Cli.Cells;

/// <summary>
/// Holds every engine of a cell against the float64 interpreter, and the interpreter's gradient against central
/// differences, on one random ragged batch.
/// </summary>
public static class CellCheck
{
    /// <summary>Runs the check.</summary>
    /// <param name="graph">The cell's step.</param>
    /// <param name="factory">Makes the compiled cell.</param>
    /// <param name="sizes">Sizes to check with.</param>
    /// <param name="lengths">Sequence lengths in falling order.</param>
    /// <param name="seed">Decides all numbers.</param>
    /// <param name="team">The workers.</param>
    public static CellCheckResult Run(StepGraph graph, ICellFactory factory, CellSizes sizes, int[] lengths, ulong seed, IWorkerTeam team)
    {
        using RecurrentCell shape = factory.Create(sizes);
        var problem = new CellProblem(shape, lengths, seed);
        var interpreted = new InterpretedProblem(graph, sizes.Input, sizes.Hidden, problem);
        ProblemResult reference = interpreted.Solve();
        var engines = new List<EngineError>();
        foreach (SimdWidth width in Simd.Available)
        {
            using RecurrentCell cell = factory.Create(sizes, width);
            var compiled = new CompiledProblem(cell, problem);
            ProblemResult result = compiled.Solve(team);
            double forward = new[] { result.Forward, compiled.Infer(team), compiled.Stream() }.Max(f => Distance(f, reference.Forward));
            engines.Add(new EngineError(Simd.NameOf(width), forward, Distance(result.Gradients, reference.Gradients)));
        }

        return new CellCheckResult(
            factory.Descriptor.Id,
            shape.ParameterCount,
            factory.Descriptor.States,
            engines,
            interpreted.GradientCheck(reference.Gradients));
    }

    /// <summary>Lengths of a ragged batch of <paramref name="batch"/> sequences, the longest <paramref name="time"/>, the shortest 1.</summary>
    public static int[] RaggedLengths(int batch, int time) =>
        [.. Enumerable.Range(0, batch).Select(row => batch == 1 ? time : time - (int)((long)(time - 1) * row / (batch - 1)))];

    // A NaN is as far off as can be.
    static double Distance(IReadOnlyDictionary<string, double[]> values, IReadOnlyDictionary<string, double[]> reference)
    {
        double distance = ProblemResult.Distance(values, reference);
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }
}
