using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.Generators.Diagnostics;

namespace RnnModular.Generators.Pipeline;

/// <summary>The two ends of the pipeline: code, and diagnostics.</summary>
static class CellOutput
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Adds a cell's files, unless its name is taken.</summary>
    public static void Add(SourceProductionContext output, CompiledCell cell, EquatableArray<Duplicate> duplicates)
    {
        if (duplicates.Any(duplicate => duplicate.Key == cell.Key))
        {
            return;
        }

        foreach (GeneratedFile file in cell.Result.Files)
        {
            output.CancellationToken.ThrowIfCancellationRequested();
            output.AddSource(file.HintName, SourceText.From(file.Text, Utf8));
        }
    }

    /// <summary>Reports what there is to say about a spec.</summary>
    public static void Report(SourceProductionContext output, LocatedFindings findings, Compilation compilation)
    {
        foreach (CellDiagnostic diagnostic in findings.Diagnostics)
        {
            output.CancellationToken.ThrowIfCancellationRequested();
            Location location = GeneratorDiagnostics.IsAboutWholeCell(diagnostic)
                ? findings.Place.Name(compilation)
                : findings.Place.Of(diagnostic.Span, compilation);
            output.ReportDiagnostic(GeneratorDiagnostics.ToRoslyn(diagnostic, location));
        }
    }
}
