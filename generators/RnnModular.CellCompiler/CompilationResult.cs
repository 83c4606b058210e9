using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler;

/// <summary>One emitted C# file.</summary>
/// <param name="HintName">File name, for instance <c>GruCell.Avx512.g.cs</c>.</param>
/// <param name="Text">Its text; lines end in \n.</param>
public sealed record GeneratedFile(string HintName, string Text);

/// <summary>What became of a spec: files when it has no error, and its diagnostics.</summary>
/// <param name="Files">Emitted C#; empty when there is an error.</param>
/// <param name="Diagnostics">Everything there is to say about the spec, in text order.</param>
public sealed record CompilationResult(EquatableArray<GeneratedFile> Files, EquatableArray<CellDiagnostic> Diagnostics)
{
    /// <summary>True when no diagnostic is an error.</summary>
    public bool Succeeded => Diagnostics.All(d => d.Severity != CellSeverity.Error);
}
