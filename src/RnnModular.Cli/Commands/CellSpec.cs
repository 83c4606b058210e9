using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.Cli.Commands;

/// <summary>A cell's equations as a person names them: the id of a registered cell, or a file.</summary>
/// <param name="Source">For the compiler.</param>
/// <param name="Origin">The file, or null for a registered cell.</param>
sealed record CellSpec(CellSource Source, string? Origin)
{
    const long LongestFile = 1 << 20;

    /// <summary>Finds it.</summary>
    /// <exception cref="RnnException">No such cell; or the file cannot be read.</exception>
    public static CellSpec Find(Invocation invocation, string idOrFile)
    {
        string path = invocation.PathOf(idOrFile);
        if (File.Exists(path) || idOrFile.EndsWith(".cell", StringComparison.OrdinalIgnoreCase) || idOrFile.Contains('/') || idOrFile.Contains('\\'))
        {
            string id = Path.GetFileNameWithoutExtension(path);
            return new CellSpec(new CellSource(ClassName(id), "", id, "", Read(path)), idOrFile);
        }

        CellDescriptor cell = invocation.Plugins.Cells.Get(idOrFile).Descriptor;
        return new CellSpec(new CellSource(ClassName(cell.Id), "", cell.Id, cell.Summary, cell.Equations), null);
    }

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
        string text = Source.Equations.Split('\n')[line - 1].TrimEnd('\r').Replace('\t', ' ');
        int length = Math.Clamp(diagnostic.Span.Length, 1, Math.Max(1, text.Length - column + 1));
        string severity = diagnostic.Severity.ToString().ToLowerInvariant();
        return $"{Origin ?? Source.Id}({line},{column}): {severity} {diagnostic.Id}: {diagnostic.Message}\n  {text}\n  {new string(' ', column - 1)}{new string('^', length)}";
    }

    static string Read(string path)
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

    // min-gru becomes MinGruCell.
    static string ClassName(string id)
    {
        IEnumerable<string> words = id.Split(id.Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries);
        string name = string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + w[1..])) + "Cell";
        return char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }
}
