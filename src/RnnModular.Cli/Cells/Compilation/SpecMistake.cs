using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.Cli.Cells.Compilation;

/// <summary>What is said of a spec that cannot be compiled.</summary>
static class SpecMistake
{
    /// <summary>Reads a spec up to its graph, and shows its diagnostics to the person.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="say">Shows a message.</param>
    /// <param name="json">True when a program reads the failure and no person the messages.</param>
    /// <exception cref="RnnException">It has an error.</exception>
    public static StepGraph Analyze(CellSpec spec, Action<string> say, bool json)
    {
        StepGraph? graph = CellCompilation.Analyze(spec.Source.Equations, out EquatableArray<CellDiagnostic> diagnostics);
        Show(spec, diagnostics, say);
        return graph ?? throw Failure(spec, diagnostics, json);
    }

    /// <summary>Shows diagnostics to the person.</summary>
    public static void Show(CellSpec spec, IEnumerable<CellDiagnostic> diagnostics, Action<string> say)
    {
        foreach (CellDiagnostic diagnostic in diagnostics)
        {
            say(spec.Describe(diagnostic));
        }
    }

    /// <summary>The failure of a spec with an error: for a program with the message, which a person has just read.</summary>
    public static RnnException Failure(CellSpec spec, IEnumerable<CellDiagnostic> diagnostics, bool json)
    {
        CellDiagnostic first = diagnostics.First(d => d.Severity == CellSeverity.Error);
        string where = $"The cell '{spec.Source.Id}' cannot be compiled because of {first.Id} at {Place(spec, first)}";
        return new RnnException(FailureKind.Plugin, json ? $"{where}: {first.Message}" : $"{where}; correct its equations, or see 'rnn cell explain {first.Id}'.");
    }

    /// <summary>Where a diagnostic points.</summary>
    public static string Place(CellSpec spec, CellDiagnostic diagnostic)
    {
        (int line, int column) = spec.Place(diagnostic.Span.Start);
        return $"line {line}, column {column}";
    }
}
