using System.Text.Json.Nodes;

namespace RnnModular.Cli.Tests.Cells;

/// <summary>Cells of a file in a training, and how its run folder knows them again.</summary>
public sealed class RunCellTests : IDisposable
{
    readonly Rig _rig = new();

    public RunCellTests() => File.WriteAllText(_rig["my-leaky.cell"], Specs.Leaky);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("my-leaky.cell")]
    [InlineData("./my-leaky.cell")]
    public void A_file_becomes_the_cell_of_its_name_and_its_equations_are_kept(string typed)
    {
        Assert.Equal(0, _rig.Run($"train counting --cell {typed} --out out --json"));

        Assert.Equal("my-leaky", (string?)_rig.Json["cell"]);
        Assert.Equal("my-leaky", _rig.Task.Context!.Options.Text("cell"));
        Assert.Equal(Specs.Leaky, Equations("my-leaky"));
        Assert.Equal("my-leaky", (string?)JsonNode.Parse(File.ReadAllText(_rig["out/config.json"]))!["options"]!["cell"]);
        Assert.Equal(Specs.Leaky, File.ReadAllText(_rig["out/my-leaky.cell"]));
    }

    [Theory]
    [InlineData("out")]
    [InlineData("out/model.safetensors")]
    public void A_run_uses_the_kept_equations_whatever_became_of_the_file(string model)
    {
        _rig.Run("train counting --cell my-leaky.cell --out out");
        File.Delete(_rig["my-leaky.cell"]);
        Directory.CreateDirectory(_rig["plugins"]);
        File.WriteAllText(_rig["plugins/my-leaky.cell"], Specs.Other);

        Assert.Equal(0, _rig.Run($"run counting --model {model} --plugins plugins"));

        Assert.Equal(Specs.Leaky, Equations("my-leaky"));
    }

    [Fact]
    public void A_resume_uses_the_kept_equations()
    {
        using CancellationTokenSource stop = new();
        _rig.Cancelled = stop.Token;
        _rig.Task.OnStep = _ => stop.Cancel();
        Assert.Equal(130, _rig.Run("train counting --cell my-leaky.cell --out out"));
        _rig.Cancelled = default;
        File.Delete(_rig["my-leaky.cell"]);

        Assert.Equal(0, _rig.Run("train counting --resume out"));

        Assert.Equal(Specs.Leaky, Equations("my-leaky"));
        Assert.Equal(1, _rig.Task.Context!.Cells.Get("my-leaky").Create(new CellSizes(1, 1)).OutputSize);
    }

    [Fact]
    public void The_configuration_of_a_run_can_be_used_for_another()
    {
        _rig.Run("train counting --cell my-leaky.cell --out first");

        Assert.Equal(0, _rig.Run("train counting --config first/config.json --out second"));

        Assert.Equal(Specs.Leaky, File.ReadAllText(_rig["second/my-leaky.cell"]));
    }

    [Fact]
    public void A_cell_that_lies_in_the_plugins_folder_is_kept_too_and_a_plugins_is_not()
    {
        Directory.CreateDirectory(_rig["plugins"]);
        File.Copy(_rig["my-leaky.cell"], _rig["plugins/dropped.cell"]);
        _rig.Cells.Register(new Specs.Liar("liar"));

        Assert.Equal(0, _rig.Run("train counting --cell dropped --out a --plugins plugins"));
        Assert.Equal(0, _rig.Run("train counting --cell liar --out b --plugins plugins"));

        Assert.Equal(["dropped.cell"], Directory.GetFiles(_rig["a"], "*.cell").Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(_rig["b"], "*.cell"));
    }

    [Fact]
    public void A_file_whose_id_is_another_cells_is_refused()
    {
        _rig.Cells.Register(new Specs.Liar("my-leaky", Specs.Other));

        Assert.Equal(4, _rig.Run("train counting --cell my-leaky.cell"));
        Assert.Contains("its id 'my-leaky' is that of a registered cell", _rig.Error);
    }

    [Fact]
    public void A_registered_id_goes_before_a_file_of_that_name()
    {
        _rig.Cells.Register(new Specs.Liar("liar"));
        File.WriteAllText(_rig["liar"], Specs.Broken);

        Assert.Equal(0, _rig.Run("train counting --cell liar"));
        Assert.Equal(0, _rig.Run("cell show liar"));
    }

    [Fact]
    public void A_configuration_does_not_lead_out_of_its_folder()
    {
        _rig.Run("train counting --cell my-leaky.cell --out out");
        string config = File.ReadAllText(_rig["out/config.json"]).Replace("\"my-leaky\"", "\"../my-leaky\"");
        File.WriteAllText(_rig["out/config.json"], config);

        Assert.Equal(0, _rig.Run("run counting --model out"));

        Assert.Empty(_rig.Task.Context!.Cells.All);
    }

    [Fact]
    public void Forecasting_learns_with_a_cell_from_a_file()
    {
        _rig.WithRealPlugins = true;
        _rig.Set("RNN_PLUGINS", DeployedPlugins());

        Assert.Equal(0, _rig.Run("train forecasting --cell my-leaky.cell --epochs 1 --members 1 --hidden 4 --out out"));
        Assert.Equal(0, _rig.Run("run forecasting --model out --json"));

        Assert.Equal(12, _rig.Json["table"]!["rows"]!.AsArray().Count);
    }

    // Beside the command itself, which is built in the same configuration as its tests.
    static string DeployedPlugins()
    {
        DirectoryInfo bin = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(bin.FullName, "../../../../../src/RnnModular.Cli/bin", bin.Parent!.Name, bin.Name, "plugins");
    }

    string Equations(string id) => _rig.Task.Context!.Cells.Get(id).Descriptor.Equations;
}
