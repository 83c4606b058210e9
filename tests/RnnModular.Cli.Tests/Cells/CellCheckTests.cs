using System.Text.Json.Nodes;
using RnnModular.Numerics;

namespace RnnModular.Cli.Tests.Cells;

public sealed class CellCheckTests : IDisposable
{
    readonly Rig _rig = new();

    public CellCheckTests() => File.WriteAllText(_rig["my-leaky.cell"], Specs.Leaky);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Check_of_a_file_shows_every_engine_and_ends_with_code_0()
    {
        Assert.Equal(0, _rig.Run("cell check my-leaky.cell"));

        Assert.All(Simd.Available, width => Assert.Matches($@"my-leaky\s*│\s*{Simd.NameOf(width)}\s*│\s*\d\.\de-\d\d\s*│\s*\d\.\de-\d\d\s*│\s*passed", _rig.Output));
        Assert.Matches(@"central differences\s*│\s*│\s*\d\.\de-\d\d\s*│\s*passed", _rig.Output);
        Assert.Contains("my-leaky: 54 parameters, state h; passed.", _rig.Output);
        Assert.Empty(_rig.Error);
    }

    [Fact]
    public void Check_with_json_prints_exactly_the_published_fields()
    {
        Assert.Equal(0, _rig.Run("cell check my-leaky.cell --input 1 --hidden 7 --batch 2 --time 3 --json"));

        Assert.Equal(["cell", "parameters", "states", "engines", "gradientCheck", "passed"], _rig.Json.Select(p => p.Key));
        Assert.Equal(("my-leaky", 14, true), ((string?)_rig.Json["cell"], (int)_rig.Json["parameters"]!, (bool)_rig.Json["passed"]!));
        Assert.Equal("""["h"]""", _rig.Json["states"]!.ToJsonString());
        Assert.Equal(Simd.Available.Select(Simd.NameOf), _rig.Json["engines"]!.AsArray().Select(e => (string?)e!["engine"]));
        Assert.All(_rig.Json["engines"]!.AsArray(), e => Assert.Equal(["engine", "forwardError", "gradientError"], e!.AsObject().Select(p => p.Key)));
        Assert.InRange((double)_rig.Json["gradientCheck"]!["relativeError"]!, 0, 1e-6);
        Assert.Single(_rig.Json["gradientCheck"]!.AsObject());
    }

    [Fact]
    public void Check_of_an_id_checks_the_registered_class_itself()
    {
        _rig.Cells.Register(new Specs.Liar("liar"));

        Assert.Equal(4, _rig.Run("cell check liar --json"));

        Assert.False((bool)_rig.Json["passed"]!);
        Assert.All(_rig.Json["engines"]!.AsArray(), e => Assert.True((double)e!["forwardError"]! > 0.01));
        Assert.InRange((double)_rig.Json["gradientCheck"]!["relativeError"]!, 0, 1e-6);
    }

    [Fact]
    public void Check_of_all_fails_when_one_cell_does_and_still_checks_the_others()
    {
        _rig.Cells.Register(Specs.Registered("leaky", Specs.Leaky));
        Assert.Equal(0, _rig.Run("cell check --all --json"));
        Assert.True((bool)_rig.Json["passed"]!);
        Assert.Equal(["cells", "passed"], _rig.Json.Select(p => p.Key));

        _rig.Cells.Register(new Specs.Liar("a-liar"));
        Assert.Equal(4, _rig.Run("cell check --all --json"));
        Assert.Equal(["a-liar:false", "leaky:true"], _rig.Json["cells"]!.AsArray().Select(Verdict));

        Assert.Equal(4, _rig.Run("cell check --all"));
        Assert.Contains("1 of 2 cells FAILED: a-liar.", _rig.Output);
    }

    [Fact]
    public void Check_of_all_names_a_cell_that_cannot_be_made()
    {
        Directory.CreateDirectory(_rig["plugins"]);
        File.WriteAllText(_rig["plugins/broken.cell"], Specs.Broken);
        File.WriteAllText(_rig["plugins/leaky.cell"], Specs.Leaky);

        Assert.Equal(4, _rig.Run("cell check --all --json --plugins plugins"));

        Assert.Equal(["broken:false", "leaky:true"], _rig.Json["cells"]!.AsArray().Select(Verdict));
        Assert.Contains("broken: ", _rig.Error);
    }

    [Fact]
    public void A_cell_that_refuses_the_sizes_says_so()
    {
        File.WriteAllText(_rig["half.cell"], "size P = H / 2\nstate c : P\nc' = tanh(V x + Q c)\nh' = tanh(W x + U h + R c')");

        Assert.Equal(2, _rig.Run("cell check half.cell --hidden 1"));
        Assert.Contains("--hidden", _rig.Error);
    }

    [Theory]
    [InlineData("cell check", "the cell is missing")]
    [InlineData("cell check my-leaky.cell --all", "one too many")]
    [InlineData("cell check my-leaky.cell --hidden 0", "from 1 to 128")]
    [InlineData("cell check my-leaky.cell --hidden 129", "from 1 to 128")]
    [InlineData("cell check my-leaky.cell --batch -1", "from 1 to 128")]
    [InlineData("cell check my-leaky.cell --time soon", "from 1 to 128")]
    public void A_check_that_cannot_be_is_a_matter_of_usage(string line, string sentence)
    {
        Assert.Equal(2, _rig.Run(line));

        Assert.Contains(sentence, _rig.Error);
        Assert.Empty(_rig.Output);
    }

    static string Verdict(JsonNode? cell) => $"{cell!["cell"]}:{cell["passed"]}";
}
