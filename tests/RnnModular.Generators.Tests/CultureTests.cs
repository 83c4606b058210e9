using System.Globalization;
using RnnModular.Generators.Tests.Driver;

namespace RnnModular.Generators.Tests;

public sealed class CultureTests
{
    public static TheoryData<string> Names => ["fi-FI", "de-DE"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Generator_compiles_in_the_invariant_culture(string name)
    {
        // The stand-in prints a number in the culture it finds.
        string text = Cultures.In(Of(name), () => Run(new CellGenerator(new FakeCompiler().Compile)))["GruCell.g.cs"];

        Assert.Contains("Tenth = -0.1;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Culture_is_put_back_after_a_fault()
    {
        TestProject project = new(new FakeCompiler().Compile);
        project.Source("A.cs", "[RnnModular.RecurrentCell(\"explode\")] sealed partial class ACell;");

        CultureInfo after = Cultures.In(Cultures.Finnish, () =>
        {
            project.Run();
            return CultureInfo.CurrentCulture;
        });

        Assert.Same(Cultures.Finnish, after);
    }

    static IReadOnlyDictionary<string, string> Run(CellGenerator generator) => new TestProject(generator)
        .Source("Gru.cs", "[RnnModular.RecurrentCell(\"h' = tanh(W x + U h + b) * 0.1 - 1.5\")] sealed partial class GruCell;")
        .Run().Files;

    static CultureInfo Of(string name) => name == "fi-FI" ? Cultures.Finnish : Cultures.German;
}
