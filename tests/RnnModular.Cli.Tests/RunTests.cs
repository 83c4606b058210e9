namespace RnnModular.Cli.Tests;

public sealed class RunTests : IDisposable
{
    readonly Rig _rig = new();

    public RunTests() => _rig.Run("train counting --out out --seed 2");

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Run_shows_the_chart_and_the_table()
    {
        Assert.Equal(0, _rig.Run("run counting --model out"));

        Assert.Contains("Counted", _rig.Output);
        Assert.Matches(@"step\s*│\s*mean", _rig.Output);
    }

    [Fact]
    public void Run_with_json_prints_the_table_as_columns_and_rows()
    {
        Assert.Equal(0, _rig.Run("run counting --model out --horizon 3 --json"));

        Assert.Equal(["task", "metrics", "baselines", "table", "out", "plot"], _rig.Json.Select(p => p.Key));
        Assert.Equal("""["step","mean","note"]""", _rig.Json["table"]!["columns"]!.ToJsonString());
        Assert.Equal(3, _rig.Json["table"]!["rows"]!.AsArray().Count);
        Assert.Equal(1, (int)_rig.Json["table"]!["rows"]![0]![0]!);
    }

    [Fact]
    public void Run_takes_the_model_file_as_well_as_its_folder()
    {
        _rig.Run("run counting --model out --json");
        string fromFolder = _rig.Output;

        Assert.Equal(0, _rig.Run("run counting --model out/model.safetensors --json"));
        Assert.Equal(fromFolder, _rig.Output);
    }

    [Fact]
    public void Run_writes_the_table_as_csv_and_the_chart_as_svg()
    {
        Assert.Equal(0, _rig.Run("run counting --model out --out answer.csv --plot answer.svg"));

        string[] lines = File.ReadAllText(_rig["answer.csv"]).Split("\r\n");
        Assert.Equal("step,mean,note", lines[0]);
        Assert.Matches(@"^1,[0-9.]+,""a,""""b""""""$", lines[1]);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("<svg", File.ReadAllText(_rig["answer.svg"]));
    }

    [Theory]
    [InlineData("run counting", 2, "--model is missing")]
    [InlineData("run counting --model nowhere", 6, "nowhere")]
    [InlineData("run counting --model out/config.json", 6, "config.json")]
    [InlineData("run counting --model out --horizon soon", 2, "'horizon' cannot be 'soon'")]
    [InlineData("run counting --model out --out no/../out", 3, "could not be written")]
    public void What_cannot_be_run_gets_one_sentence_and_its_code(string line, int code, string sentence)
    {
        Assert.Equal(code, _rig.Run(line));

        Assert.Contains(sentence, _rig.Error);
        Assert.Empty(_rig.Output);
    }

    [Fact]
    public void A_truncated_model_ends_with_code_6()
    {
        byte[] bytes = File.ReadAllBytes(_rig["out/model.safetensors"]);
        File.WriteAllBytes(_rig["out/model.safetensors"], bytes[..^2]);

        Assert.Equal(6, _rig.Run("run counting --model out"));
        Assert.Contains("model.safetensors", _rig.Error);
    }

    [Fact]
    public void An_unfinished_or_foreign_run_folder_is_told_apart()
    {
        File.Delete(_rig["out/model.safetensors"]);
        Assert.Equal(6, _rig.Run("run counting --model out"));
        Assert.Contains("finished training", _rig.Error);

        _rig.Add(new CountingTask { Id = "other" });
        Assert.Equal(6, _rig.Run("run other --model out"));
        Assert.Contains("trained for 'counting'", _rig.Error);
    }
}
