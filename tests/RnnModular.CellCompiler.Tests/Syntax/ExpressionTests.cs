using RnnModular.CellCompiler.Syntax;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Syntax;

/// <summary>What binds to what.</summary>
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("W x", "(W x)")]
    [InlineData("A B v", "(A (B v))")]
    [InlineData("A (B v)", "(A (B v))")]
    [InlineData("Un (r * h)", "(Un (* r h))")]
    [InlineData("V h'", "(V h')")]
    [InlineData("W tanh(x)", "(W (tanh: x))")]
    public void Side_by_side_is_a_product_gathered_to_the_right(string text, string tree) => Assert.Equal(tree, SyntaxText.Expression(text));

    [Theory]
    [InlineData("a^2", "(pow: a, 2)")]
    [InlineData("a**2 * b", "(* (pow: a, 2) b)")]
    [InlineData("-a^2", "(neg (pow: a, 2))")]
    [InlineData("W x^2", "(W (pow: x, 2))")]
    [InlineData("a^-1", "(pow: a, (neg 1))")]
    [InlineData("(a + b)^(c + 1)", "(pow: (+ a b), (+ c 1))")]
    [InlineData("Uᵀ h", "((transpose: U) h)")]
    [InlineData("U^T h", "((transpose: U) h)")]
    [InlineData("(U - U^T) h", "((- U (transpose: U)) h)")]
    [InlineData("W @ x + U @ h", "(+ (W x) (U h))")]
    [InlineData("W₁ x ∘ y × z", "(* (* (W1 x) y) z)")]
    public void Powers_and_transposes_stand_behind_what_they_raise(string text, string tree) => Assert.Equal(tree, SyntaxText.Expression(text));

    [Theory]
    [InlineData("σ(a)", "(sigmoid: a)")]
    [InlineData("LayerNorm(a)", "(layer_norm: a)")]
    [InlineData("ReLU(a)", "(relu: a)")]
    [InlineData("hardtanh(a)", "(hard_tanh: a)")]
    [InlineData("ln(a)", "(log: a)")]
    [InlineData("σ (a)", "(sigmoid: a)")]
    [InlineData("σ (a) + σ", "(+ (σ a) σ)")]
    [InlineData("R[2] h", "((R [2]) h)")]
    public void A_function_goes_by_the_spellings_of_papers_and_frameworks(string text, string tree) => Assert.Equal(tree, SyntaxText.Expression(text));

    [Theory]
    [InlineData("W x * y", "(* (W x) y)")]
    [InlineData("y * W x", "(* y (W x))")]
    [InlineData("-W x", "(neg (W x))")]
    [InlineData("a - W x / b", "(- a (/ (W x) b))")]
    public void A_product_binds_tighter_than_any_operator(string text, string tree) => Assert.Equal(tree, SyntaxText.Expression(text));

    [Theory]
    [InlineData("a + b * c", "(+ a (* b c))")]
    [InlineData("a * b + c", "(+ (* a b) c)")]
    [InlineData("a - b - c", "(- (- a b) c)")]
    [InlineData("a / b / c", "(/ (/ a b) c)")]
    [InlineData("a / b * c", "(* (/ a b) c)")]
    [InlineData("(1 - z) * n + z * h", "(+ (* (- 1 z) n) (* z h))")]
    [InlineData("a ⊙ b − c · d", "(- (* a b) (* c d))")]
    public void Operators_bind_like_arithmetic(string text, string tree) => Assert.Equal(tree, SyntaxText.Expression(text));

    [Theory]
    [InlineData("-a * b", "(* (neg a) b)")]
    [InlineData("a * -b", "(* a (neg b))")]
    [InlineData("--a", "(neg (neg a))")]
    [InlineData("a - -b", "(- a (neg b))")]
    [InlineData("+a", "a")]
    public void A_sign_binds_tighter_than_the_operators_between(string text, string tree) => Assert.Equal(tree, SyntaxText.Expression(text));

    [Theory]
    [InlineData("clamp(a, -1, .5)", "(clamp: a, (neg 1), 0.5)")]
    [InlineData("tanh(sigmoid(a) + b)", "(tanh: (+ (sigmoid: a) b))")]
    [InlineData("tanh (a)", "(tanh: a)")]
    public void A_function_takes_its_arguments_in_parentheses(string text, string tree) => Assert.Equal(tree, SyntaxText.Expression(text));

    [Theory]
    [InlineData("z * (a - b)")]
    [InlineData("(a + b) * c")]
    [InlineData("((a))")]
    [InlineData("W (a * b)")]
    public void The_span_of_an_equation_takes_its_parentheses_in(string expression)
    {
        string text = "h' = " + expression + "   # end";
        var equation = (EquationSyntax)Assert.Single(SyntaxText.Statements(text));
        Assert.Equal("h' = " + expression, text.Substring(equation.Span.Start, equation.Span.Length));
        Assert.Equal(expression, text.Substring(equation.Value.Span.Start, equation.Value.Span.Length));
    }
}
