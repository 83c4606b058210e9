namespace RnnModular.Cli.Tests;

public sealed class CellShowTests : IDisposable
{
    const string Leaky = "# forgets slowly\nh' = tanh(W x + a * h)\n";

    readonly Rig _rig = new();

    public CellShowTests() => File.WriteAllText(_rig["my-leaky.cell"], Leaky);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("", "h' = tanh(W x + a * h)")]
    [InlineData("--stage equations", "h' = tanh(W x + a * h)")]
    [InlineData("--stage graph", "tanh")]
    [InlineData("--stage adjoint", "dW")]
    [InlineData("--stage stages", "backward")]
    [InlineData("--stage csharp", "class MyLeakyCell")]
    public void Every_stage_of_a_file_can_be_shown(string stage, string expected)
    {
        Assert.Equal(0, _rig.Run($"cell show my-leaky.cell {stage}"));

        Assert.Contains(expected, _rig.Output);
        Assert.EndsWith("\n", _rig.Output);
        Assert.Empty(_rig.Error);
    }

    [Fact]
    public void A_width_shows_only_its_own_kernels()
    {
        Assert.Equal(0, _rig.Run("cell show my-leaky.cell --stage csharp --width avx2"));

        Assert.Contains("// MyLeakyCell.g.cs", _rig.Output);
        Assert.Contains("// MyLeakyCell.Avx2.g.cs", _rig.Output);
        Assert.DoesNotContain("// MyLeakyCell.Avx512.g.cs", _rig.Output);
        Assert.DoesNotContain("// MyLeakyCell.Portable.g.cs", _rig.Output);
    }

    [Fact]
    public void With_json_the_text_is_a_field()
    {
        Assert.Equal(0, _rig.Run("cell show my-leaky.cell --stage stages --json"));

        Assert.Equal(["cell", "stage", "text", "diagnostics"], _rig.Json.Select(p => p.Key));
        Assert.Equal("my-leaky", (string?)_rig.Json["cell"]);
        Assert.Contains("forward", (string?)_rig.Json["text"]);
    }

    [Fact]
    public void A_mistake_is_shown_with_its_place_and_ends_with_code_4()
    {
        File.WriteAllText(_rig["bad.cell"], "a = sigmoid(W x)\nh' = tanh(W x + U h))");

        Assert.Equal(4, _rig.Run("cell show bad.cell"));

        Assert.Matches(@"bad\.cell\(2,21\): error RNN\d{4}: ", _rig.Error);
        Assert.Contains("  h' = tanh(W x + U h))\n" + new string(' ', 22) + "^", _rig.Error.ReplaceLineEndings("\n"));
        Assert.Empty(_rig.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\u0000\u0001")]
    [InlineData("x")]
    [InlineData("h' = tanh(x +)")]
    public void Any_wrong_spec_ends_with_code_4(string equations)
    {
        File.WriteAllText(_rig["wrong.cell"], equations);

        Assert.Equal(4, _rig.Run("cell show wrong.cell --json"));

        Assert.Equal("plugin", (string?)_rig.Json["error"]!["kind"]);
        Assert.Contains("RNN", (string)_rig.Json["error"]!["message"]!);
    }
}
