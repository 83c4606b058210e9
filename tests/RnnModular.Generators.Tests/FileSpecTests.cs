using RnnModular.CellCompiler;
using RnnModular.Generators.Tests.Driver;

namespace RnnModular.Generators.Tests;

public sealed class FileSpecTests
{
    readonly FakeCompiler _compiler = new();

    [Fact]
    public void Cell_file_gives_its_whole_source()
    {
        new TestProject(_compiler.Compile, "My.Cells").Cell("/cells/min-gru.cell", "#\n# Minimal GRU.\r\nh' = x # end\n\n").Run();

        CellSource expected = new("MinGruCell", "My.Cells", "min-gru", "Minimal GRU.", "#\n# Minimal GRU.\nh' = x # end");
        Assert.Equal(expected, Assert.Single(_compiler.Compiled));
    }

    [Fact]
    public void File_of_another_kind_is_left_alone()
    {
        new TestProject(_compiler.Compile).Cell("/cells/readme.txt", "bad").Run();

        Assert.Empty(_compiler.Compiled);
    }

    [Theory]
    [InlineData("1d.cell")]
    [InlineData("-.cell")]
    [InlineData(".cell")]
    public void File_whose_name_gives_no_class_is_reported(string name)
    {
        TestRun run = new TestProject(_compiler.Compile).Cell("/cells/" + name, "h' = x").Run();

        Assert.Equal("RNN0001", Assert.Single(run.Diagnostics).Id);
        Assert.Equal("/cells/" + name, run.Diagnostics[0].Location.GetLineSpan().Path);
        Assert.Contains($"'{name}'", run.Diagnostics[0].GetMessage(), StringComparison.Ordinal);
    }
}
