namespace RnnModular.Cli.Tests.Cells;

public sealed class CellNewTests : IDisposable
{
    readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_new_cell_passes_the_check_and_says_what_it_is()
    {
        Assert.Equal(0, _rig.Run("cell new my-gru"));
        Assert.Contains("rnn cell check my-gru.cell", _rig.Output);

        Assert.Equal(0, _rig.Run("cell check my-gru.cell --json"));

        Assert.True((bool)_rig.Json["passed"]!);
        Assert.Empty(_rig.Error);
        Assert.StartsWith("# my-gru: ", File.ReadAllText(_rig["my-gru.cell"]));
        Assert.DoesNotContain('\r', File.ReadAllText(_rig["my-gru.cell"]));
    }

    [Theory]
    [InlineData("MyGRU", "my-gru")]
    [InlineData("other.cell", "other")]
    public void The_name_becomes_an_id_and_the_file_can_be_chosen(string name, string id)
    {
        Assert.Equal(0, _rig.Run($"cell new {name} --out sub/x.cell --json"));

        Assert.Equal((id, _rig["sub/x.cell"]), ((string?)_rig.Json["cell"], (string?)_rig.Json["file"]));
        Assert.True(File.Exists(_rig["sub/x.cell"]));
    }

    [Fact]
    public void What_is_there_is_not_overwritten()
    {
        File.WriteAllText(_rig["mine.cell"], "precious");

        Assert.Equal(3, _rig.Run("cell new mine"));

        Assert.Contains("there already", _rig.Error);
        Assert.Equal("precious", File.ReadAllText(_rig["mine.cell"]));
    }

    [Theory]
    [InlineData("cell new 1st", 2)]
    [InlineData("cell new a/b", 2)]
    [InlineData("cell new ../up", 2)]
    [InlineData("cell new", 2)]
    [InlineData("cell new ok --out file/x.cell", 3)]
    public void A_bad_name_or_place_ends_with_a_sentence(string line, int code)
    {
        File.WriteAllText(_rig["file"], "");

        Assert.Equal(code, _rig.Run(line));
        Assert.StartsWith("error: ", _rig.Error);
    }
}
