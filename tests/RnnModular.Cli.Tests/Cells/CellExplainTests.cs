using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.Cli.Tests.Cells;

public sealed class CellExplainTests : IDisposable
{
    readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("RNN0101")]
    [InlineData("rnn0101")]
    [InlineData("101")]
    public void A_page_shows_meaning_example_and_remedy(string id)
    {
        Assert.Equal(0, _rig.Run($"cell explain {id}"));

        Assert.StartsWith("RNN0101: two sizes disagree", _rig.Output);
        Assert.Contains("    h' = tanh(x + U h)", _rig.Output);
        Assert.Contains("Mended:", _rig.Output);
    }

    [Fact]
    public void Every_page_can_be_shown_and_listed()
    {
        Assert.All(Explanations.All, page => Assert.Equal(0, _rig.Run($"cell explain {page.Id}")));
        Assert.Equal(0, _rig.Run("cell explain"));
        Assert.All(Explanations.All, page => Assert.Contains(page.Id, _rig.Output));
    }

    [Fact]
    public void With_json_a_page_is_an_object()
    {
        Assert.Equal(0, _rig.Run("cell explain RNN0006 --json"));

        Assert.Equal(["id", "title", "meaning", "wrong", "remedy", "mended"], _rig.Json.Select(p => p.Key));
    }

    [Theory]
    [InlineData("RNN0910", "did you mean 'RNN0010'?")]
    [InlineData("nonsense", "see 'rnn cell explain'")]
    public void An_unknown_id_ends_with_code_2(string id, string todo)
    {
        Assert.Equal(2, _rig.Run($"cell explain {id}"));
        Assert.Contains(todo, _rig.Error);
    }
}
