using System.Runtime.CompilerServices;

namespace RnnModular.Benchmarks.Generation;

/// <summary>A file that holds one cell: equations in a <c>.cell</c> file, or a class with the attribute.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its text.</param>
sealed record CellFile(string Path, string Text)
{
    /// <summary>The file's name without its ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>True for a class, false for a <c>.cell</c> file.</summary>
    public bool IsClass => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>The same cell with a comment more among its equations: a spec that compiles anew to the same kernels.</summary>
    public CellFile Edited() => this with
    {
        Text = IsClass ? Text.Replace("[RecurrentCell(\"\"\"\n", "[RecurrentCell(\"\"\"\n    # edited\n", StringComparison.Ordinal) : Text + "\n# edited\n",
    };
}

/// <summary>Every cell in the source tree's architecture plugins.</summary>
static class ShippedCells
{
    /// <summary>All, in the order of their names.</summary>
    /// <exception cref="RnnException">The sources this was built from are gone.</exception>
    public static IReadOnlyList<CellFile> Read([CallerFilePath] string here = "")
    {
        string folder = Path.GetFullPath(Path.Combine(here, "../../../../plugins/architectures"));
        if (!Directory.Exists(folder))
        {
            throw new RnnException(FailureKind.Data, $"The cells cannot be read because '{folder}' is gone; run the benchmark from the source tree it was built from.");
        }

        return
        [
            .. Directory.EnumerateFiles(folder, "*.c*", SearchOption.AllDirectories)
                .Where(path => IsSource(Path.GetRelativePath(folder, path)))
                .Select(path => new CellFile(path, File.ReadAllText(path).Replace("\r", "", StringComparison.Ordinal)))
                .Where(file => !file.IsClass || file.Text.Contains("[RecurrentCell(", StringComparison.Ordinal))
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
    }

    static bool IsSource(string path) =>
        (path.EndsWith(".cell", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal))
        && !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");
}
