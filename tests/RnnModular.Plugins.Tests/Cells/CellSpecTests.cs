using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.Plugins.Tests.Cells;

/// <summary>What must hold of the spec of every shipped cell.</summary>
public sealed partial class CellSpecTests
{
    public static TheoryData<string> Ids => [.. TestCells.All.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Summary_is_one_sentence_that_names_the_source(string id)
    {
        string summary = TestCells.All[id].Descriptor.Summary;

        Assert.EndsWith(".", summary, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', summary);
        Assert.Matches(Year(), summary);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Equations_compile_without_a_warning(string id)
    {
        CellCompilation.Analyze(TestCells.All[id].Descriptor.Equations, out EquatableArray<CellDiagnostic> diagnostics);

        Assert.Empty(diagnostics);
    }

    [Fact]
    public void Manifests_promise_the_cells_that_are_registered()
    {
        IEnumerable<string> promised = Directory.GetDirectories(Architectures())
            .Select(folder => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "plugin.json"))).RootElement.GetProperty("provides"))
            .SelectMany(provides => provides.EnumerateArray().Select(p => p.GetString()!));

        Assert.Equal(TestCells.All.Keys.Select(id => $"cell:{id}").Order(StringComparer.Ordinal), promised.Order(StringComparer.Ordinal));
    }

    static string Architectures([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "plugins", "architectures"));

    [GeneratedRegex(@"\b(19|20)\d\d\b")]
    private static partial Regex Year();
}
