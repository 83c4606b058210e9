using System.Text.RegularExpressions;
using RnnModular.CellCompiler;

namespace RnnModular.Cli.Tests;

/// <summary>What the README shows is what happens.</summary>
public sealed partial class ReadmeTests
{
    static readonly string Readme = File.ReadAllText(Path.Combine(Root(), "README.md"));

    [Fact]
    public void Cell_of_the_readme_compiles_without_a_word()
    {
        CompilationResult result = Compile();
        Assert.Empty(result.Diagnostics);
        Assert.Equal(4, result.Files.Count);
    }

    [Fact]
    public void Emitted_lines_of_the_readme_stand_in_the_emitted_code()
    {
        string emitted = string.Concat(Compile().Files.Select(f => f.Text));
        string[] shown = [.. CSharpBlocks().Last().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        Assert.Equal(6, shown.Length);
        Assert.All(shown, line => Assert.Contains(line, emitted));
    }

    [Fact]
    public void Functions_of_the_readme_are_functions_of_the_language()
    {
        string[] rows = [.. Readme.Split('\n').Where(l => l.StartsWith("| elementwise", StringComparison.Ordinal) || l.StartsWith("| over lanes", StringComparison.Ordinal))];
        string[] words = [.. rows.SelectMany(r => Word().Matches(r[r.IndexOf('|', 1)..]).Select(m => m.Value))];
        Assert.Equal(CellCompiler.Ir.Functions.Names.Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
    }

    static CompilationResult Compile()
    {
        string equations = Equations().Match(CSharpBlocks().First()).Groups[1].Value;
        Assert.NotEmpty(equations);
        return CellCompilation.Compile(new CellSource("GruCell", "Sample", "gru", "From the README.", equations));
    }

    static IEnumerable<string> CSharpBlocks() => CSharpBlock().Matches(Readme).Select(m => m.Groups[1].Value);

    static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "RnnModular.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex("\"\"\"\n(.*?)\"\"\"", RegexOptions.Singleline)]
    private static partial Regex Equations();

    [GeneratedRegex("[a-z_][a-z_0-9]+")]
    private static partial Regex Word();
}
