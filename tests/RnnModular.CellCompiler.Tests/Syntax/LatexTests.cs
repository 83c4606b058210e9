using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Syntax.Latex;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Syntax;

/// <summary>LaTeX is read as the signs it prints, and mistakes are shown where they were typed.</summary>
public sealed class LatexTests
{
    [Theory]
    [InlineData(@"\sigma\left(\mathbf{W}\mathbf{x}\right)", "σ(W x)")]
    [InlineData(@"\mathbf{W}_{xi} x_{t-1}", "W_{xi} x_{t-1}")]
    [InlineData(@"\boldsymbol W x", "W x")]
    [InlineData(@"\tanh\hat{\boldsymbol{h}}_t", "tanh h\u0302_t")]
    [InlineData(@"\tilde h_t + \bar{A}", "h\u0303_t + A\u0304")]
    [InlineData(@"\tilde{h_t}", "h\u0303_t")]
    [InlineData(@"w_\alpha^\top x", "w_α^⊤ x")]
    [InlineData(@"W_{\text{in}} \, x", "W_{in}  x")]
    [InlineData(@"\frac{a + b}{\sqrt{d}} \frac12", "((a + b)/(sqrt(d))) ((1)/(2))")]
    [InlineData(@"\operatorname{layer norm}(h) \odot \circ \cdot", "layernorm(h) ⊙ ∘ ·")]
    [InlineData(@"\Delta t \cdot \Delta_t", "Δt · Δ_t")]
    [InlineData(@"h^{\prime} = h^\prime", "h' = h'")]
    [InlineData(@"\max\{\|a\|, \lvert b \rvert\}", "max(‖a‖, | b |)")]
    [InlineData(@"c_t &= f_t, && \text{the cell state} \tag{3} \\", "c_t = f_t,  #  \n")]
    [InlineData("$h_t = x_t$", "h_t = x_t")]
    [InlineData(@"\begin{aligned} a &= b \\[2pt] c &= d \end{aligned}", " a = b \n c = d ")]
    [InlineData("repeat 3 {\nh' = \\tanh(h)\n}", "repeat 3 {\nh' = tanh(h)\n}")]
    [InlineData(@"a = 1 % \frac{", @"a = 1 # \frac{")]
    [InlineData(@"a = \foo{b}", @"a = \foo{b}")]
    public void Latex_becomes_the_signs_it_prints(string latex, string plain) => Assert.Equal(plain, ReadableText.Of(latex).Text);

    [Theory]
    [InlineData(@"h' = \tanh(\mathbf{W} x + «\foo»(h))", "'\\foo'")]
    [InlineData(@"h' = \tanh\left(\mathbf{W} x + \mathbf{U} h« \right) \otimes» x", "")]
    public void A_mistake_in_latex_is_marked_where_it_was_typed(string marked, string message)
    {
        (string text, TextSpan span) = MarkedSpec.Read(marked);
        Assert.Contains(MarkedSpec.Diagnose(text), d => d.Span.Start >= span.Start && d.Span.End <= span.End && d.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_readable_character_knows_a_place_in_the_original()
    {
        foreach (string original in WrittenSpecs.All.Values)
        {
            ReadableText readable = ReadableText.Of(original);
            for (int start = 0; start < readable.Text.Length; start++)
            {
                TextSpan one = readable.Original(start, 1);
                Assert.True(one is { Start: >= 0, Length: >= 0 } && one.End <= original.Length, $"{start} of\n{readable.Text}");
            }

            Assert.Equal(original.Length, readable.Original(readable.Text.Length, 0).Start);
        }
    }
}
