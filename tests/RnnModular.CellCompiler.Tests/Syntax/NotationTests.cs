using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Syntax;

/// <summary>What papers write side by side, and what it means in the language's own words.</summary>
public sealed class NotationTests
{
    const string Memory = "state S : H x H\nk = K x\nv = V x\nβ = dot(k, v)\ny = S' k\n";

    [Theory]
    [InlineData("h' = tanh(W x + 2 h)", "h' = tanh(W x + 2 * h)")]
    [InlineData("const a = 0.5\nh' = a W x + (1 - a) h", "const a = 0.5\nh' = a * (W x) + (1 - a) * h")]
    [InlineData("param g : 1\nh' = tanh(W x) + sigmoid(g) h", "param g : 1\nh' = tanh(W x) + sigmoid(g) * h")]
    [InlineData("n = norm(h)\nh' = W x + n h", "n = norm(h)\nh' = W x + n * h")]
    [InlineData("h' = tanh(x W + h U + b)", "h' = tanh(transpose(W) x + transpose(U) h + b)")]
    [InlineData("h' = tanh((x A) B + h)", "h' = tanh(transpose(B) (transpose(A) x) + h)")]
    [InlineData("h' = tanh(x A B + h)", "h' = tanh(transpose(B) (transpose(A) x) + h)")]
    [InlineData("h' = tanh(W x + h U^T)", "h' = tanh(W x + U h)")]
    [InlineData("h' = tanh(W [h, x] + b)", "h' = tanh(W concat(h, x) + b)")]
    [InlineData("h' = tanh(W[h; x] + b)", "h' = tanh(W concat(h, x) + b)")]
    [InlineData("h' = tanh(W_{xh} x + W_{h,h} h)", "h' = tanh(W_xh x + W_h_h h)")]
    [InlineData("h' = tanh(W x + U^{T} h^{2})", "h' = tanh(W x + transpose(U) square(h))")]
    [InlineData("h' = tanh(W x + √(1 + h^2)) // said", "h' = tanh(W x + sqrt(1 + h^2)) # said")]
    [InlineData("h' = LN(tanh(W x + U h))", "h' = layer_norm(tanh(W x + U h))")]
    [InlineData("A = M - Mᵀ - 0.1 I\nh' = tanh(A h + W x)", "h' = tanh((M - transpose(M) - 0.1 * identity) h + W x)")]
    [InlineData("h' = o * n\no = sigmoid(V x)\nn = tanh(W x + U h)", "o = sigmoid(V x)\nn = tanh(W x + U h)\nh' = o * n")]
    [InlineData("param a = 0.3\nh' = a * h + W x", "init a = 0.3\nh' = a * h + W x")]
    [InlineData("h_{t+1} = tanh(W x_t + U h_t)", "h' = tanh(W x + U h)")]
    [InlineData("h_{t+1} = tanh(W x_{t+1} + U h_t)", "h' = tanh(W x + U h)")]
    [InlineData("h[t+1] = g[t] * h[t]\ng[t] = tanh(W x[t])", "g = tanh(W x)\nh' = g * h")]
    [InlineData("size N = 9\nh' = tanh(W x + h / √(N))", "h' = tanh(W x + h / sqrt(9))")]
    public void Notation_means_the_same_as_the_languages_own_words(string paper, string plain) => Assert.Equal(Graph(plain), Graph(paper));

    [Theory]
    [InlineData("S' = 0.9 S + v kᵀ", "S' = 0.9 * S + outer(v, k)")]
    [InlineData("S' = S + β v kᵀ", "S' = S + β * outer(v, k)")]
    [InlineData("S' = S + (kᵀ v) v kᵀ", "S' = S + dot(k, v) * outer(v, k)")]
    [InlineData("S' = S (I - β k kᵀ) + v kᵀ", "S' = S - β * outer(S k, k) + outer(v, k)")]
    [InlineData("S' = (I - β k kᵀ) S + k vᵀ", "S' = S - β * outer(k, transpose(S) k) + outer(k, v)")]
    [InlineData("S' = S diag(sigmoid(k)) + v kᵀ", "S' = S * outer(1, sigmoid(k)) + outer(v, k)")]
    [InlineData("S' = diag(sigmoid(k)) S + v kᵀ", "S' = S * outer(sigmoid(k), 1) + outer(v, k)")]
    [InlineData("S' = S + outer(k S, v)", "S' = S + outer(transpose(S) k, v)")]
    [InlineData("S' = (1 - k 1ᵀ) * S + v kᵀ", "S' = (1 - outer(k, 1)) * S + outer(v, k)")]
    [InlineData("S' = (1 - 1 kᵀ) * S + v kᵀ", "S' = (1 - outer(1, k)) * S + outer(v, k)")]
    public void A_matrix_of_the_step_is_multiplied_as_papers_do(string paper, string plain) => Assert.Equal(Graph(Memory + plain), Graph(Memory + paper));

    [Fact]
    public void The_only_state_is_the_output() => Assert.Contains("output s'", Graph("s' = tanh(W x + U s)"), StringComparison.Ordinal);

    [Fact]
    public void A_mark_over_a_letter_is_part_of_the_name() => Assert.Contains("# c\u0303", Graph("c\u0303 = W x\nh' = tanh(c\u0303 + h)"), StringComparison.Ordinal);

    static string Graph(string equations) => CellCompilation.Print(Specs.Source(equations), CellStage.Graph);
}
