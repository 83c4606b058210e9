using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Syntax;
using RnnModular.CellCompiler.Syntax.Latex;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Syntax;

/// <summary>How a spec is cut into tokens.</summary>
public sealed class LexerTests
{
    [Theory]
    [InlineData("h' = W x", "h' = W x ⏎")]
    [InlineData("h'=W*x", "h' = W * x ⏎")]
    [InlineData("h′ = a ⊙ b · c − d", "h' = a ⊙ b · c − d ⏎")]
    [InlineData("weight_ih = [W_i; U2]", "weight_ih = [ W_i ; U2 ] ⏎")]
    [InlineData("α = σ_1", "α = σ_1 ⏎")]
    [InlineData("h₁ = W₂₀ h₁′", "h1 = W20 h1' ⏎")]
    [InlineData("a**2 * b^2", "a ** 2 * b ^ 2 ⏎")]
    [InlineData("Uᵀ h ∘ W × x", "U ᵀ h ∘ W × x ⏎")]
    [InlineData("1..3 1.5..x", "1 .. 3 1.5 .. x ⏎")]
    [InlineData("W @ x", "W @ x ⏎")]
    [InlineData("", "⏎")]
    public void Text_becomes_tokens(string text, string tokens) => Assert.Equal(tokens, SyntaxText.Tokens(text));

    [Theory]
    [InlineData("1e-6")]
    [InlineData("1E+6")]
    [InlineData(".5")]
    [InlineData("3.")]
    [InlineData("0.25")]
    [InlineData("12")]
    public void A_number_is_one_token(string number) => Assert.Equal($"{number} ⏎", SyntaxText.Tokens(number));

    [Theory]
    [InlineData("2x", "2 x ⏎")]
    [InlineData("1.5.2", "1.5 .2 ⏎")]
    [InlineData("1e", "1 e ⏎")]
    [InlineData("1e-x", "1 e - x ⏎")]
    public void A_number_ends_where_it_stops_being_one(string text, string tokens) => Assert.Equal(tokens, SyntaxText.Tokens(text));

    [Fact]
    public void A_comment_runs_to_the_end_of_the_line() =>
        Assert.Equal("a = b ⏎ c = d ⏎", SyntaxText.Tokens("a = b # h' = (\nc = d #"));

    [Fact]
    public void A_line_goes_on_inside_parentheses_and_brackets() =>
        Assert.Equal("a = tanh ( b + c ) ⏎ t = [ W ; U ] ⏎", SyntaxText.Tokens("a = tanh(b # first\n + c\n)\nt = [W;\n U]"));

    [Fact]
    public void A_stray_closing_parenthesis_does_not_swallow_line_ends() =>
        Assert.Equal("a = b ) ) ⏎ c = d ⏎", SyntaxText.Tokens("a = b))\nc = d"));

    [Fact]
    public void Carriage_returns_count_for_nothing() => Assert.Equal(SyntaxText.Tokens("a = b\nc = d"), SyntaxText.Tokens("a = b\r\nc = d\r\n").Replace("⏎ ⏎", "⏎"));

    [Fact]
    public void A_token_spans_its_characters_prime_included()
    {
        List<Token> tokens = new Lexer(ReadableText.Of("h'  = c"), new DiagnosticBag()).Run();
        Assert.Equal([new TextSpan(0, 2), new TextSpan(4, 1), new TextSpan(6, 1), new TextSpan(7, 0), new TextSpan(7, 0)], tokens.Select(t => t.Span));
        Assert.Equal((TokenKind.PrimedName, "h"), (tokens[0].Kind, tokens[0].Text));
    }
}
