using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>A spec in which «…» marks the characters a diagnostic must point at.</summary>
static class MarkedSpec
{
    /// <summary>The text without marks, and the marked characters.</summary>
    public static (string Text, TextSpan Span) Read(string marked)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        Assert.True(start >= 0 && end >= start, $"No mark in {marked}");
        return (marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), new TextSpan(start, end - start));
    }

    /// <summary>Everything there is to say about a spec.</summary>
    public static EquatableArray<CellDiagnostic> Diagnose(string text) => CellCompilation.Compile(Specs.Source(text)).Diagnostics;
}
