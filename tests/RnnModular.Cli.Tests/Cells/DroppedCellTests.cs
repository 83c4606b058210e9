namespace RnnModular.Cli.Tests.Cells;

public sealed class DroppedCellTests : IDisposable
{
    readonly Rig _rig = new();

    public DroppedCellTests() => Directory.CreateDirectory(_rig["plugins/mine"]);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Cell_files_in_the_plugins_folder_and_below_are_cells_like_any_other()
    {
        Drop("my_leaky.cell", Specs.Leaky);
        Drop("mine/other.cell", Specs.Other);

        Assert.Equal(0, _rig.Run("cell list --json --plugins plugins"));

        Assert.Equal(["my-leaky", "other"], _rig.Json["cells"]!.AsArray().Select(c => (string?)c!["id"]));
        Assert.Equal("Forgets slowly.", (string?)_rig.Json["cells"]![0]!["summary"]);
        Assert.Equal("""["h"]""", _rig.Json["cells"]![0]!["states"]!.ToJsonString());
        Assert.Equal(0, _rig.Run("cell show my-leaky --stage graph --plugins plugins"));
    }

    [Fact]
    public void A_folder_of_cells_is_no_broken_plugin()
    {
        Drop("mine/other.cell", Specs.Other);
        _rig.WithRealPlugins = true;

        Assert.Equal(0, _rig.Run("plugins list --json --plugins plugins"));

        Assert.Equal(["other.cell:active"], _rig.Json["plugins"]!.AsArray().Select(p => $"{p!["id"]}:{p["status"]}"));
        Assert.Equal("cell:other", (string?)_rig.Json["plugins"]![0]!["provides"]![0]);
    }

    [Fact]
    public void A_broken_cell_is_told_everywhere_and_stops_nothing()
    {
        Drop("broken.cell", Specs.Broken);
        Drop("leaky.cell", Specs.Leaky);
        const string Sentence = "Could not load the cell 'broken' because of RNN0003 at line 2, column 10 of 'broken.cell'";

        Assert.Equal(0, _rig.Run("plugins list --plugins plugins"));
        Assert.Contains("RNN1011 " + Sentence, _rig.Output);
        Assert.Equal(0, _rig.Run("cell list --json --plugins plugins"));
        Assert.StartsWith(Sentence, (string?)_rig.Json["cells"]![0]!["problem"]);
        Assert.Null(_rig.Json["cells"]![1]!["problem"]);
        Assert.Equal(0, _rig.Run("train counting --cell leaky --plugins plugins"));
        Assert.Contains("warning: " + Sentence, _rig.Error);
        RnnException error = Assert.Throws<RnnException>(() => _rig.Task.Context!.Cells.Get("broken").Create(new CellSizes(1, 1)));
        Assert.StartsWith(Sentence, error.Message);
    }

    [Fact]
    public void A_file_whose_id_is_taken_is_left_out_and_told()
    {
        _rig.Cells.Register(new Specs.Liar("leaky"));
        Drop("leaky.cell", Specs.Leaky);

        Assert.Equal(0, _rig.Run("plugins list --plugins plugins"));
        Assert.Contains("'leaky' cannot be registered because that id is taken", _rig.Output);
        Assert.Equal(0, _rig.Run("cell list --json --plugins plugins"));
        Assert.Single(_rig.Json["cells"]!.AsArray());
    }

    [Fact]
    public void What_starts_with_a_full_stop_is_left_alone()
    {
        Drop(".leaky.cell", Specs.Leaky);
        Directory.CreateDirectory(_rig["plugins/.mine"]);
        Drop(".mine/leaky.cell", Specs.Leaky);

        Assert.Equal(0, _rig.Run("cell list --json --plugins plugins"));
        Assert.Empty(_rig.Json["cells"]!.AsArray());
    }

    void Drop(string file, string equations) => File.WriteAllText(_rig["plugins/" + file], equations);
}
