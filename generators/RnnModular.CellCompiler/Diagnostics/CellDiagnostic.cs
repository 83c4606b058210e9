namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>How bad it is.</summary>
public enum CellSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Probably not what was meant.</summary>
    Warning,

    /// <summary>No code can be made.</summary>
    Error,
}

/// <summary>Characters of the spec text.</summary>
/// <param name="Start">First character, from 0.</param>
/// <param name="Length">How many.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The character after the last.</summary>
    public int End => Start + Length;
}

/// <summary>Something to say about a spec: what failed, why, and what to do, at exact characters.</summary>
/// <param name="Id"><c>RNN0001</c>…</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">One sentence or two.</param>
/// <param name="Span">Where, in the spec text.</param>
public sealed record CellDiagnostic(string Id, CellSeverity Severity, string Message, TextSpan Span);
