using System.Reflection;
using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Tests;

public sealed class ExplanationTests
{
    static IEnumerable<Rule> AllRules() => typeof(Rules)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(p => p.PropertyType == typeof(Rule))
        .Select(p => (Rule)p.GetValue(null)!);

    /// <summary>The pages whose examples are specs.</summary>
    public static TheoryData<string> SpecPages() =>
        [.. Explanations.All.Select(p => p.Id).Except([Explanations.ClassShapeId, Explanations.NameTakenId, Explanations.InternalId])];

    [Fact]
    public void Every_rule_has_one_page()
    {
        string[] pages = [.. Explanations.All.Select(p => p.Id)];

        Assert.Empty(AllRules().Select(r => r.Id).Except(pages));
        Assert.Equal(pages.Distinct().Order(StringComparer.Ordinal), pages);
    }

    [Fact]
    public void Every_page_is_whole_and_fits_a_terminal() => Assert.All(Explanations.All, page =>
    {
        Assert.All([page.Title, page.Meaning, page.Remedy], text => Assert.NotEmpty(text.Trim()));
        Assert.All($"{page.Meaning}\n{page.Remedy}".Split('\n'), line => Assert.InRange(line.Length, 1, 120));
        Assert.Equal(page.Wrong.Length == 0, page.Mended.Length == 0);
    });

    [Theory]
    [MemberData(nameof(SpecPages))]
    public void Wrong_example_gives_its_id(string id)
    {
        CompilationResult result = Compile(Explanations.Find(id)!.WrongInFull);

        Assert.Contains(id, result.Diagnostics.Select(d => d.Id));
    }

    [Theory]
    [MemberData(nameof(SpecPages))]
    public void Mended_example_compiles_without_a_word(string id)
    {
        CompilationResult result = Compile(Explanations.Find(id)!.Mended);

        Assert.Empty(result.Diagnostics);
        Assert.NotEmpty(result.Files);
    }

    [Fact]
    public void An_unknown_id_has_no_page() => Assert.Null(Explanations.Find("RNN9999"));

    static CompilationResult Compile(string equations) => CellCompilation.Compile(new CellSource("ExampleCell", "Examples", "example", "", equations));
}
