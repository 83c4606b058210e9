using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.Generators.Diagnostics;
using RnnModular.Generators.Tests.Driver;

namespace RnnModular.Generators.Tests;

/// <summary>The pages of the generator's own diagnostics; those of the compiler are tested with it.</summary>
public sealed class ExplanationTests
{
    [Theory]
    [InlineData(GeneratorDiagnostics.ShapeId)]
    [InlineData(GeneratorDiagnostics.NameTakenId)]
    public void Wrong_example_gives_its_id_and_the_mended_one_none(string id)
    {
        Explanation page = Explanations.Find(id)!;

        Assert.Equal([id], Diagnostics(page.Wrong));
        Assert.Empty(Diagnostics(page.Mended));
    }

    [Fact]
    public void A_fault_of_the_compiler_has_a_page_without_example()
    {
        Assert.Equal("", Explanations.Find(GeneratorDiagnostics.FaultId)!.Wrong);
    }

    static IEnumerable<string> Diagnostics(string source) =>
        new TestProject(CellCompilation.Compile).Source("Cell.cs", source).Run().Diagnostics.Select(d => d.Id);
}
