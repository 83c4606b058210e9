using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnModular.Generators.Tests.Driver;

/// <summary>What one run of the generator gave.</summary>
/// <param name="Result">Its files and steps.</param>
/// <param name="Compilation">The project with the generated files in it.</param>
/// <param name="Diagnostics">What the driver reports after <c>#pragma</c> has had its say.</param>
sealed record TestRun(GeneratorRunResult Result, Compilation Compilation, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());

    /// <summary>Every named step's outcomes, in the order of the names.</summary>
    public IReadOnlyList<(string Step, IncrementalStepRunReason Reason)> Reasons =>
    [
        .. Result.TrackedSteps
            .Where(step => step.Key.StartsWith("RnnModular.", StringComparison.Ordinal))
            .OrderBy(step => step.Key, StringComparer.Ordinal)
            .SelectMany(step => step.Value.SelectMany(run => run.Outputs.Select(output => (step.Key, output.Reason)))),
    ];

    /// <summary>The characters a diagnostic points at.</summary>
    public static string Marked(Diagnostic diagnostic, string text) =>
        text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
