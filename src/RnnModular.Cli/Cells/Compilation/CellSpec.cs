using System.Globalization;
using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.Numerics;

namespace RnnModular.Cli.Cells.Compilation;

/// <summary>A cell's equations and where they stand.</summary>
/// <param name="Source">For the compiler.</param>
/// <param name="Origin">The file as the person named it, or null for a registered cell.</param>
sealed record CellSpec(CellSource Source, string? Origin)
{
    const long LongestFile = 1 << 20;

    // Long enough for any paper's line; the rest of a longer one would bury the message.
    const int LongestLine = 100;

    /// <summary>The namespace of classes compiled in this process; inside ours, so that the contracts are in reach.</summary>
    const string Namespace = "RnnModular.Cells";

    /// <summary>Reads a file of equations.</summary>
    /// <param name="path">The file, a full path.</param>
    /// <param name="origin">The file as the person named it.</param>
    /// <exception cref="RnnException">It cannot be read, or its name can be no class's.</exception>
    public static CellSpec Read(string path, string origin)
    {
        string text = Text(path).Replace("\r\n", "\n").Replace('\r', '\n');
        string stem = Path.GetFileNameWithoutExtension(path);
        string className = CellNaming.ClassName(stem) ?? throw new RnnException(
            FailureKind.Plugin,
            $"The cell '{Printable(origin)}' cannot become a class because its name does not start with a letter; rename the file, for instance 'min-gru{CellNaming.Extension}'.");
        return new CellSpec(Class(className, CellNaming.FileId(stem)!, CellNaming.Summary(text), text), origin);
    }

    /// <summary>The equations of a registered cell.</summary>
    public static CellSpec Of(CellDescriptor cell) =>
        new(Class(CellNaming.ClassName(cell.Id) ?? "Cell" + CellNaming.ClassName("a" + cell.Id), cell.Id, cell.Summary, cell.Equations), null);

    /// <summary>Line and column of a character of the equations, from 1; what is past their end is at the end of their last line.</summary>
    public (int Line, int Column) Place(int character)
    {
        ReadOnlySpan<char> before = Source.Equations.AsSpan(0, Math.Clamp(character, 0, Source.Equations.TrimEnd().Length));
        return (1 + before.Count('\n'), before.Length - before.LastIndexOf('\n'));
    }

    /// <summary>A diagnostic as compilers print it, then its line with a mark under the characters meant.</summary>
    public string Describe(CellDiagnostic diagnostic)
    {
        (int line, int column) = Place(diagnostic.Span.Start);
        string text = Printable(Source.Equations.Split('\n')[line - 1].TrimEnd('\r').Replace('\t', ' '));
        int skipped = text.Length > LongestLine ? Math.Max(0, column - LongestLine / 2) : 0;
        string shown = text[skipped..Math.Min(text.Length, skipped + LongestLine)];
        int before = column - 1 - skipped;
        int length = Math.Clamp(diagnostic.Span.Length, 1, Math.Max(1, shown.Length - before));
        return $"{Printable(Origin ?? Source.Id)}({line},{column}): {SeverityOf(diagnostic)} {diagnostic.Id}: {diagnostic.Message}\n  {shown}\n  {new string(' ', before)}{new string('^', length)}";
    }

    static string SeverityOf(CellDiagnostic diagnostic) => diagnostic.Severity.ToString().ToLowerInvariant();

    // One character for one, so that marks stay below what they mean.
    static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '\uFFFD' : c));

    // A class named like one of the contracts would hide it from the emitted code.
    static CellSource Class(string className, string id, string summary, string equations)
    {
        bool hides = new[] { typeof(RecurrentCell), typeof(CompiledCell) }.SelectMany(t => t.Assembly.GetExportedTypes()).Any(t => t.Name == className);
        return new CellSource(hides ? "The" + className : className, Namespace, id, summary, equations);
    }

    static string Text(string path)
    {
        try
        {
            return new FileInfo(path).Length <= LongestFile
                ? File.ReadAllText(path)
                : throw new RnnException(FailureKind.Data, $"'{path}' cannot be read as a cell because it is larger than 1 MiB; give a file of equations.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RnnException(FailureKind.Data, $"'{path}' cannot be read because of the file system ({error.Message.TrimEnd('.')}); check the path.", error);
        }
    }
}
