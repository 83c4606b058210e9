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
        string[] shown = [.. CSharpBlocks().ElementAt(1).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
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

    [Theory]
    [InlineData("matrix values", """
        size D = 3
        state C : H x D
        param A : H x D
        param Wk : D x I
        param Wq : D x I
        param V : H x D
        k  = Wk x
        q  = Wq x
        v  = Wv x
        param b : 1
        param w : D
        state S : H x D
        C' = A * C + outer(v, k) - outer(v, 1) * outer(1, k) + v kᵀ
        S' = S (I - b k kᵀ) + S diag(w)
        h' = tanh(U h + C q + S q + sum(C, 1) + V (Cᵀ v + sum(C, 0)) + v * (kᵀ q))
        """)]
    [InlineData("matrix products", """
        size D = 6
        size N = 4
        state S : D x D
        state M : N x D
        param A : D x D
        param Wq : D x D
        param Wk : D x D
        param Wv : D x D
        param u : D
        param w : D
        v  = W x
        S' = A S Aᵀ + outer(v, v) + outer(flatten(reshape(v, 2, 3)), u)
        Q  = M Wq
        K  = M Wk
        V  = M Wv
        M' = softmax(Q Kᵀ / sqrt(D), 1) V + slice(concat(M, v), 1, N)
        h' = tanh(U h + B (S v) + C norm(M, 1) + E flatten(slice(M, 0, 2)) + F (diag(w) v))
        """)]
    [InlineData("weights of weights", """
        W = inv(I + A) (I - A)
        C = solve(I + A, B)
        R = expm(A - Aᵀ)
        h' = tanh(W h + C h + R h + (U V) x + (I - 2 u uᵀ / dot(u, u)) h)
        param A : H x H
        param B : H x H
        param U : H x 3
        param V : 3 x I
        """)]
    [InlineData("repeats", "repeat k = 1..3 { h' = tanh(W x + R[k] h) }")]
    public void Lines_of_the_readme_stand_in_a_cell_that_compiles(string row, string equations)
    {
        string line = Readme.Split('\n').Single(l => l.StartsWith($"| {row} |", StringComparison.Ordinal));
        string[] shown = [.. Code().Matches(line).Select(m => m.Groups[1].Value).Where(c => !c.Contains('…'))];

        Assert.NotEmpty(shown);
        Assert.All(shown, code => Assert.Contains(code, equations));
        Assert.Empty(CellCompilation.Compile(new CellSource("RowCell", "Sample", "row", "From the README.", equations)).Diagnostics);
    }

    [Fact]
    public void Number_of_cells_in_the_readme_is_that_of_the_specs()
    {
        string folder = Path.Combine(Root(), "plugins", "architectures");
        string[] classes = [.. Directory.GetFiles(folder, "*Cell.cs", SearchOption.AllDirectories).Where(f => File.ReadAllText(f).Contains("[RecurrentCell(", StringComparison.Ordinal))];
        int specs = Directory.GetFiles(folder, "*.cell", SearchOption.AllDirectories).Length + classes.Length;

        Assert.Contains($" {specs} cells, from", Readme);
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

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("[a-z_][a-z_0-9]+")]
    private static partial Regex Word();
}
