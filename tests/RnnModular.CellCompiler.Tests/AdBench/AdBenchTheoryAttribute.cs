using RnnModular.AdBench;

namespace RnnModular.CellCompiler.Tests.AdBench;

/// <summary>A theory that is skipped where the problems are absent.</summary>
sealed class AdBenchTheoryAttribute : TheoryAttribute
{
    public AdBenchTheoryAttribute() => Skip = AdBenchProblem.Folder is null ? "skipped: no data (the folder shared/data/adbench is absent)" : null;
}
