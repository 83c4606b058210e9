using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Binding;

/// <summary>A repeat is what one would write out by hand.</summary>
public sealed class RepeatTests
{
    [Theory]
    [InlineData("repeat 1 { h' = tanh(W x + U h) }", "h' = tanh(W x + U h)")]
    [InlineData("repeat 3 {\n h' = tanh(W x + U h)\n}", "h_1 = tanh(W x + U h)\nh_2 = tanh(W x + U h_1)\nh' = tanh(W x + U h_2)")]
    [InlineData("const N = 2\nrepeat N { h' = tanh(W x + U h) }", "h_1 = tanh(W x + U h)\nh' = tanh(W x + U h_1)")]
    [InlineData("size N = 1 + 1\nrepeat N { h' = tanh(W x + U h) }", "h_1 = tanh(W x + U h)\nh' = tanh(W x + U h_1)")]
    [InlineData("repeat 2 { a = W x + U h; h' = tanh(a) }", "a_1 = W x + U h\nh_1 = tanh(a_1)\na_2 = W x + U h_1\nh' = tanh(a_2)")]
    [InlineData("s = W x\nrepeat 2 { s = tanh(s) * h }\nh' = s", "s = W x\ns_1 = tanh(s) * h\ns_2 = tanh(s_1) * h\nh' = s_2")]
    [InlineData("repeat k = 0..1 { h' = tanh(W x + R[k] h + k) }", "h_0 = tanh(W x + R_0 h + 0)\nh' = tanh(W x + R_1 h_0 + 1)")]
    [InlineData("s[0] = h\nrepeat k = 1..2 { s[k] = tanh(W x + s[k - 1] * h) }\nh' = s[2]", "s_0 = h\ns_1 = tanh(W x + s_0 * h)\ns_2 = tanh(W x + s_1 * h)\nh' = s_2")]
    [InlineData("repeat 2 { c' = W x + c\n h' = U c' + c + h }", "c_1 = W x + c\nh_1 = U c_1 + c + h\nc' = W x + c_1\nh' = U c' + c_1 + h_1")]
    [InlineData("repeat 2 { c' = W x + c }\nh' = U c + c' + h", "c_1 = W x + c\nc' = W x + c_1\nh' = U c + c' + h")]
    [InlineData("repeat 2 { repeat 2 { h' = tanh(W x + U h) } }", "h_1_1 = tanh(W x + U h)\nh_1_2 = tanh(W x + U h_1_1)\nh_2_1 = tanh(W x + U h_1_2)\nh' = tanh(W x + U h_2_1)")]
    [InlineData("repeat 2 { y = tanh(W x + h)\n h' = y }", "y_1 = tanh(W x + h)\nh_1 = y_1\ny = tanh(W x + h_1)\nh' = y")]
    [InlineData("repeat k = 1..2 { h' = W x + R[k] h }\ninit R = orthogonal\ntensor r = [R]", "h_1 = W x + R_1 h\nh' = W x + R_2 h_1\ninit R_1 = orthogonal\ninit R_2 = orthogonal\ntensor r = [R_1; R_2]")]
    [InlineData("param b : H = 2\nh' = W x + b[1] * h + b[7]", "param b_1 : H = 2\nparam b_7 : H = 2\nh' = W x + b_1 * h + b_7")]
    [InlineData("h_1 = W x\nrepeat 2 { h' = U h + h_1 }", "h_1 = W x\nh_1_ = U h + h_1\nh' = U h_1_ + h_1")]
    public void A_repeat_is_its_lines_written_out(string repeated, string written) =>
        Assert.Equal(CellCompilation.Print(Specs.Source(written), CellStage.Graph), CellCompilation.Print(Specs.Source(repeated), CellStage.Graph));

    [Fact]
    public void A_comment_of_the_emitted_code_says_which_iteration_it_is_of()
    {
        string code = CellCompilation.Print(Specs.Source("repeat k = 1..2 {\n  h' = tanh(W x + R[k] h)\n}"), CellStage.CSharp);
        Assert.Contains("// h' = tanh(W x + R[k] h)   (k = 1)\n", code, StringComparison.Ordinal);
        Assert.Contains("// h' = tanh(W x + R[k] h)   (k = 2)\n", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_a_repeat_is_told_once() =>
        Assert.Equal(["RNN0004"], MarkedSpec.Diagnose("repeat 9 {\n  h' = tahn(W x + U h)\n}").Select(d => d.Id));

    [Fact]
    public void A_word_that_begins_a_repeat_is_a_name_elsewhere() => Assert.Empty(MarkedSpec.Diagnose("repeat = W x\nh' = tanh(repeat + U h)"));
}
