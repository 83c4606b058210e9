using System.Globalization;
using RnnModular.CellCompiler.Ir;
using RnnModular.Numerics;

namespace RnnModular.Cli.Cells;

/// <summary>
/// Holds every engine of a cell against the float64 interpreter, and the interpreter's gradient against central
/// differences, on one random ragged batch.
/// </summary>
public static class CellCheck
{
    // Every value of a tensor of the default sizes.
    const int MostValues = 512;

    // The interpreter takes every number apart; what is larger is more than it can check in minutes.
    const long MostNumbers = 1 << 24;

    /// <summary>Runs the check.</summary>
    /// <param name="graph">The cell's step.</param>
    /// <param name="factory">Makes the compiled cell.</param>
    /// <param name="sizes">Sizes to check with.</param>
    /// <param name="lengths">Sequence lengths in falling order.</param>
    /// <param name="seed">Decides all numbers.</param>
    /// <param name="team">The workers.</param>
    /// <param name="mostValues">How many values of a tensor are compared with central differences, at most.</param>
    public static CellCheckResult Run(StepGraph graph, ICellFactory factory, CellSizes sizes, int[] lengths, ulong seed, IWorkerTeam team, int mostValues = MostValues)
    {
        using RecurrentCell shape = factory.Create(sizes);
        if ((long)shape.ParameterCount + shape.StateWidth > MostNumbers)
        {
            throw new ArgumentOutOfRangeException(nameof(sizes), string.Create(CultureInfo.InvariantCulture, $"it would have {shape.ParameterCount:n0} parameters and states of {shape.StateWidth:n0}, which float64 would not get through"));
        }

        var check = Check(new CellProblem(shape, lengths, seed));
        if (graph.Starts.Count > 0)
        {
            check = Worse(check, Check(new CellProblem(shape, lengths, seed, fromStart: true)));
        }

        return new CellCheckResult(factory.Descriptor.Id, shape.ParameterCount, factory.Descriptor.States, check.Engines, check.Gradient);

        (EngineError[] Engines, double Gradient) Check(CellProblem problem)
        {
            var interpreted = new InterpretedProblem(graph, sizes.Input, sizes.Hidden, problem);
            ProblemResult training = interpreted.Solve();
            IReadOnlyDictionary<string, double[]> evaluation = interpreted.Infer();
            return ([.. Simd.Available.Select(width => Error(factory, sizes, width, problem, training, evaluation, team))], interpreted.GradientCheck(training.Gradients, mostValues));
        }
    }

    /// <summary>Lengths of a ragged batch of <paramref name="batch"/> sequences, the longest <paramref name="time"/>, the shortest 1.</summary>
    public static int[] RaggedLengths(int batch, int time) =>
        [.. Enumerable.Range(0, batch).Select(row => batch == 1 ? time : time - (int)((long)(time - 1) * row / (batch - 1)))];

    static EngineError Error(
        ICellFactory factory, CellSizes sizes, SimdWidth width, CellProblem problem, ProblemResult training, IReadOnlyDictionary<string, double[]> evaluation, IWorkerTeam team)
    {
        using RecurrentCell cell = factory.Create(sizes, width);
        var compiled = new CompiledProblem(cell, problem);
        ProblemResult result = compiled.Solve(team);
        double[] forward = [Distance(result.Forward, training.Forward), Distance(compiled.Infer(team), evaluation), Distance(compiled.Stream(), evaluation)];
        return new EngineError(Simd.NameOf(width), forward.Max(), Distance(result.Gradients, training.Gradients));
    }

    // NaN is the larger of two.
    static (EngineError[] Engines, double Gradient) Worse((EngineError[] Engines, double Gradient) a, (EngineError[] Engines, double Gradient) b) =>
    (
        [.. a.Engines.Zip(b.Engines, (x, y) => new EngineError(x.Engine, Math.Max(x.ForwardError, y.ForwardError), Math.Max(x.GradientError, y.GradientError)))],
        Math.Max(a.Gradient, b.Gradient));

    // A NaN is as far off as can be.
    static double Distance(IReadOnlyDictionary<string, double[]> values, IReadOnlyDictionary<string, double[]> reference)
    {
        double distance = ProblemResult.Distance(values, reference);
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }
}
