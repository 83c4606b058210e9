using System.Text.Json.Nodes;

namespace RnnModular.Cli.Tests;

/// <summary>A run folder knows its files again from any directory.</summary>
public sealed class OptionFileTests : IDisposable
{
    readonly Rig _rig = new();

    public OptionFileTests()
    {
        Directory.CreateDirectory(_rig["sub"]);
        File.WriteAllText(_rig["sub/series.csv"], "1");
        File.WriteAllText(_rig["value"], "");
    }

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("sub/series.csv", true)]
    [InlineData("./sub/../sub/series.csv", true)]
    [InlineData("value", false)]
    [InlineData("sub", false)]
    [InlineData("absent.csv", false)]
    public void An_option_that_names_an_existing_file_is_kept_with_its_full_path(string typed, bool isFile)
    {
        Assert.Equal(0, _rig.Run($"train counting --data {typed} --out out"));

        string expected = isFile ? _rig["sub/series.csv"].Replace('/', Path.DirectorySeparatorChar) : typed;
        Assert.Equal(expected, _rig.Task.Context!.Options.Text("data"));
        Assert.Equal(expected, (string?)JsonNode.Parse(File.ReadAllText(_rig["out/config.json"]))!["options"]!["data"]);
    }
}
