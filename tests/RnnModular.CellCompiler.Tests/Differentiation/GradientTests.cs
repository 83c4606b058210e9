using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Differentiation;

/// <summary>Every derived gradient against central differences.</summary>
[Trait("Category", "Numeric")]
public sealed class GradientTests
{
    const double Most = 1e-6;

    public static TheoryData<string> FunctionNames => [.. FunctionSpecs.Differentiable];

    public static TheoryData<string> Cells => [.. Specs.Printed.Keys.Concat(ExoticSpecs.All.Keys).Concat(MatrixSpecs.All.Keys).Distinct()];

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void Gradient_of_a_function_agrees_with_central_differences(string function) => Agrees(FunctionSpecs.Of(function));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Gradient_of_a_cell_agrees_with_central_differences(string name) =>
        Agrees(Specs.Printed.TryGetValue(name, out string? printed) ? printed : ExoticSpecs.All.TryGetValue(name, out string? exotic) ? exotic : MatrixSpecs.All[name]);

    [Theory]
    [InlineData("max(W x + U h) * h")]
    [InlineData("min(W x + U h) * tanh(V x)")]
    [InlineData("(W x + U h)^2 - h**3 * 0.1 + tanh(V x)^-1 * 0.001")]
    [InlineData("tanh((1 + square(W x + U h))^0.5 - (2 + h * h)^-1.5 + (2 + h * h)^(b + 1))")]
    [InlineData("tanh(W x + Uᵀ h + U^T (a * h))")]
    [InlineData("norm(W x) * rms_norm(U h, a) + normalize(h + V x)")]
    [InlineData("leaky_relu(W x + U h, 0.2)")]
    [InlineData("clamp(W x + U h, a * 0.1 - 0.3, b * b + 0.2)")]
    [InlineData("where(a * h, W x, U h)")]
    [InlineData("min(max(W x, U h), a * 2)")]
    [InlineData("max(0.1, W x + U h)")]
    [InlineData("min(W x + U h, 0.1)")]
    [InlineData("prelu(W x + U h, a)")]
    [InlineData("exp(-square(W x + U h) / 2)")]
    [InlineData("(W x + a) / (2 + square(U h)) - -h")]
    [InlineData("gelu(silu(softplus(W x + U h)))")]
    [InlineData("W x * h * h - (b - U h) * (b - W x)")]
    [InlineData("tanh(a * b + a / (2 + b * b) + W x + exp(b) * h)")]
    [InlineData("tanh(U h + U (a * h) + W x)")]
    [InlineData("tanh(W x) * (h - 0.5 * (h + W x))")]
    public void Gradient_of_an_expression_agrees_with_central_differences(string expression) => Agrees($"h' = {expression}");

    [Theory]
    [InlineData("param V : 2 x H\nparam B : 2 x H\nh' = tanh(U (V (W x)) + A B h)")]
    [InlineData("h' = tanh(W x + U h + U (U (a * h)))")]
    [InlineData("h' = tanh((I - 2 u uᵀ / dot(u, u)) (I - v uᵀ) (a * h) + W x)")]
    [InlineData("k = W x\ng = (I - 0.5 k kᵀ) h\nh' = tanh(g) + diag(k) h")]
    [InlineData("size N = 3\nstate S : N x N\nE = S Sᵀ + outer(V x, u) + diag(V x) S\nS' = 0.5 * tanh(E)\nh' = tanh(R flatten(S') + Q flatten(I - S) + h)\nparam V : N x I\nparam Q : H x N * N")]
    public void Gradient_through_products_of_products_agrees(string equations) => Agrees(equations);

    [Theory]
    [InlineData("param a : 1\nparam b : 1\nh' = a * b * h + tanh(a * (W x) + b)")]
    [InlineData("param a : 1\nh' = tanh(W x + (a + c) * h + a * d + c * d)")]
    [InlineData("param a : 1\nh' = tanh(W x + sigmoid(a) * h + exp(a * d) + where(a, d, h))")]
    [InlineData("param a : 1\nparam b : 1\ns = a * b\nt = s + a\nh' = tanh(s * (W x) + t * h)")]
    public void Gradient_of_scalar_parameters_gathers_all_lanes(string equations) => Agrees(equations);

    [Theory]
    [InlineData("state s : 1\nparam v : 1 x I\ns' = tanh(v x + k * s)\nh' = tanh(W x + s * h + s')")]
    [InlineData("state s : 1\nparam w : 1 x H\ns' = tanh(w h + s)\nh' = s * tanh(W x) + s' * h")]
    [InlineData("param w : 1 x H\na = w h\nb = sigmoid(a)\nh' = b * tanh(W x) + a * h")]
    public void Gradient_of_a_scalar_spread_over_lanes_is_their_sum(string equations) => Agrees(equations);

    [Theory]
    [InlineData("a' = tanh(Wa x + Ua h)\nh' = tanh(a' * a + U a' + h)")]
    [InlineData("a' = tanh(Wa x + Ua h)\nh' = a'")]
    [InlineData("a' = h\nh' = tanh(W x + U a)")]
    [InlineData("a' = h\nb' = a\nh' = tanh(W x + b + U a)")]
    [InlineData("h' = h * 0.5 + W x\ny = h' * h")]
    [InlineData("h' = tanh(W x + U h)\ny = V x")]
    [InlineData("param a : 1\nh' = tanh(W x + U h)\ny = a * a")]
    [InlineData("h' = tanh(W x + U h)\ny = h")]
    [InlineData("h' = tanh(W x + U h)\ny = x")]
    public void Gradient_through_states_of_the_same_step_and_outputs_agrees(string equations) => Agrees("size N = 2\n" + (equations.Contains("V x") ? "param V : N x I\n" : "") + equations);

    [Fact]
    public void No_gradient_passes_a_stopped_value() =>
        Assert.Equal(
            CellCompilation.Print(Specs.Source("h' = tanh(W x + h * 0)"), CellStage.Adjoint),
            CellCompilation.Print(Specs.Source("h' = tanh(W x + stop_gradient(h))"), CellStage.Adjoint));

    static void Agrees(string equations)
    {
        (double error, string where) = GradientCheck.Largest(equations);
        Assert.True(error <= Most, $"{where} is {error} off in\n{equations}");
    }
}
