using System.Globalization;
using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.Generators.Tests.Driver;

/// <summary>
/// Stands in for the cell compiler where a test is about the generator: it completes the class with its source as constants,
/// points a diagnostic at every word that starts with <c>bad</c>, <c>warn</c> or <c>note</c>, and fails on <c>explode</c>.
/// </summary>
sealed class FakeCompiler
{
    /// <summary>Every source it was given, in order.</summary>
    public List<CellSource> Compiled { get; } = [];

    public CompilationResult Compile(CellSource source)
    {
        Compiled.Add(source);
        if (source.Equations.Contains("explode", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("boom");
        }

        EquatableArray<CellDiagnostic> diagnostics = new([.. Find(source.Equations)]);
        string text = $"{(source.Namespace.Length == 0 ? "" : $"namespace {source.Namespace};\n")}"
            + $"sealed partial class {source.ClassName} {{ public const string Id = \"{source.Id}\"; public const double Tenth = {(-0.1).ToString(CultureInfo.CurrentCulture)}; public const int Length = {source.Equations.Length}; }}\n";
        CompilationResult result = new(new([new GeneratedFile($"{source.ClassName}.g.cs", text)]), diagnostics);
        return result.Succeeded ? result : result with { Files = default };
    }

    static IEnumerable<CellDiagnostic> Find(string text)
    {
        for (int start = 0; start < text.Length; start++)
        {
            (string Id, CellSeverity Severity)? kind = text.AsSpan(start) switch
            {
                ['b', 'a', 'd', ..] => ("RNN0101", CellSeverity.Error),
                ['w', 'a', 'r', 'n', ..] => ("RNN0005", CellSeverity.Warning),
                ['n', 'o', 't', 'e', ..] => ("RNN0202", CellSeverity.Info),
                _ => null,
            };
            int end = start;
            while (kind is not null && end < text.Length && !" \t\n".Contains(text[end]))
            {
                end++;
            }

            if (kind is (string id, CellSeverity severity))
            {
                yield return new CellDiagnostic(id, severity, $"At {text[start..end]}.", new TextSpan(start, end - start));
            }
        }
    }
}
