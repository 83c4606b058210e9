using Microsoft.CodeAnalysis;

namespace RnnModular.Benchmarks.Generation;

/// <summary>What one run of the generator took and did.</summary>
/// <param name="Milliseconds">The driver's run from end to end.</param>
/// <param name="OfGenerators">The part of it that Roslyn counts as the generator's.</param>
/// <param name="Result">Files and steps.</param>
sealed record GenerationRun(double Milliseconds, double OfGenerators, GeneratorRunResult Result)
{
    /// <summary>Characters of C# that the project now holds.</summary>
    public long Characters => Result.GeneratedSources.Sum(s => (long)s.SourceText.Length);

    /// <summary>Outcomes of the generator's own steps.</summary>
    public int Steps => Outcomes("").Count();

    /// <summary>Outcomes that were computed to something new.</summary>
    public int ChangedSteps => Outcomes("").Count(IsChanged);

    /// <summary>Cells compiled to something new.</summary>
    public int CompiledCells => Outcomes("3_Compiled").Count(IsChanged);

    /// <summary>Cells that the compiler was run for, whatever came of it.</summary>
    public int ComputedCells => Outcomes("3_Compiled").Count(reason => reason is not IncrementalStepRunReason.Cached);

    IEnumerable<IncrementalStepRunReason> Outcomes(string step) => Result.TrackedSteps
        .Where(s => s.Key.StartsWith("RnnModular.", StringComparison.Ordinal) && s.Key.EndsWith(step, StringComparison.Ordinal))
        .SelectMany(s => s.Value)
        .SelectMany(s => s.Outputs)
        .Select(o => o.Reason);

    static bool IsChanged(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified;
}
