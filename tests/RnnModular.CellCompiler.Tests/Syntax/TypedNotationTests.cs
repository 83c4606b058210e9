using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Syntax;

/// <summary>What people type, and what it means in the language's own words.</summary>
public sealed class TypedNotationTests
{
    const string Memory = "state S : H x H\nk = K x\nv = V x\ny = S' k\n";

    [Theory]
    [InlineData("h~ = tanh(W x)\nh' = h~ + h", "h̃ = tanh(W x)\nh' = h̃ + h")]
    [InlineData("c^ = tanh(W x)\nh' = c^ + h", "ĉ = tanh(W x)\nh' = ĉ + h")]
    [InlineData("h' = tanh(W~x + U h)", "h' = tanh(W x + U h)")]
    [InlineData("h' = tanh(W · x + U⋅h + b)", "h' = tanh(W x + U h + b)")]
    [InlineData("z = tanh(W x)\nh' = z · h", "z = tanh(W x)\nh' = z * h")]
    [InlineData("h' = tanh(W^{(z)} x + U^{(z)} h + b^{(z)})", "h' = tanh(W_z x + U_z h + b_z)")]
    [InlineData("h' = tanh(W^f x + U^f h + b^f)", "h' = tanh(W_f x + U_f h + b_f)")]
    [InlineData("h' = tanh(W^1 x + W^2 h + b^1 - b^2)", "h' = tanh(W_1 x + W_2 h + b_1 - b_2)")]
    [InlineData("C^S = tanh(W c + V x)\nc' = c - C^S", "C_S = tanh(W c + V x)\nc' = c - C_S")]
    [InlineData("P^- = a * p + W x\np' = P^- / (P^- + r)", "P_minus = a * p + W x\np' = P_minus / (P_minus + r)")]
    [InlineData("h' = a^r * h + W x + h²", "h' = pow(a, r) * h + W x + h^2")]
    [InlineData("const beta = 0.5\nh' = tanh(W x) + β h", "const beta = 0.5\nh' = tanh(W x) + beta * h")]
    [InlineData("h' = γ h + tanh(W x)", "param γ : 1\nh' = γ * h + tanh(W x)")]
    [InlineData("h' = (1 - α) h + α (W x)", "param α : 1\nh' = (1 - α) * h + α * (W x)")]
    [InlineData("a = w^T h\nh' = tanh(W x + a h)", "param w : H\na = dot(w, h)\nh' = tanh(W x + a * h)")]
    [InlineData("z = sigmoid(W x)\nh' = z h + (1 - z) tanh(V x)", "z = sigmoid(W x)\nh' = z * h + (1 - z) * tanh(V x)")]
    [InlineData("h' = tanh W x * sigmoid(U h)", "h' = tanh(W x) * sigmoid(U h)")]
    [InlineData("h' = σ (W x + U h)", "h' = σ(W x + U h)")]
    [InlineData("h' = |W x| + ‖h‖ * h + ||h||_2", "h' = abs(W x) + norm(h) * h + norm(h)")]
    [InlineData("h' = (h > 0.5) * (W x) + (h ≤ 0.5) * h", "h' = where(h - 0.5, 1, 0) * (W x) + where(h - 0.5, 0, 1) * h")]
    [InlineData("h' = 1[h < b] * (W x)", "h' = 1 * where(b - h, 1, 0) * (W x)")]
    [InlineData("h' = W x +\n  U h\n  + b", "h' = W x + U h + b")]
    [InlineData("(1) z = W x,   (2)\n(3) h' = z + h.", "z = W x\nh' = z + h")]
    [InlineData("h' = z + h, z = W x", "h' = z + h\nz = W x")]
    [InlineData("h' = g(W x) + g(h)\ng = tanh", "h' = tanh(W x) + tanh(h)")]
    [InlineData("f(a, b) = a * tanh(b)\nh' = f(W x, U h)", "h' = (W x) * tanh(U h)")]
    [InlineData("h' = tanh(matmul(x, W) + matmul(U, h))", "h' = tanh(x W + U h)")]
    [InlineData("h' = z .* h – W x % said\nz := V x", "h' = z * h - W x\nz = V x")]
    [InlineData("h' = heaviside(W x) + h", "h' = where(W x, 1, 0) + h")]
    [InlineData("const B[i] : 6 = (2 i + 1) (-1)^i\nstate h : 6\nh' = B * h + W x", "const B[i] : 6 = (2 * i + 1) * (-1)^i\nstate h : 6\nh' = B * h + W x")]
    public void What_is_typed_means_the_same_as_the_languages_own_words(string typed, string plain) => Assert.Equal(Graph(plain), Graph(typed));

    [Theory]
    [InlineData("h_t = tanh(W x_t + V x_{t-1} + h_{t-1})", "h' = tanh(W x + V x_prev + h)\nstate x_prev : I\nx_prev' = x")]
    [InlineData("h_t = tanh(W x_t) + h_{t-1} + h_{t-3}", "h' = tanh(W x) + h + h_prev3\nh_prev2' = h\nh_prev3' = h_prev2")]
    [InlineData("h_{t+1} = tanh(W x_t + h_t - h_{t-1})", "h' = tanh(W x + h - h_prev2)\nh_prev2' = h")]
    [InlineData("state c : 3\nc_t = V x_t + c_{t-2}\ny_t = W c_t", "state c : 3\nc' = V x + c_prev2\ny = W c'\nstate c_prev2 : 3\nc_prev2' = c")]
    [InlineData("h^{(t)} = tanh(W x^{(t)} + U h^{(t-1)})", "h' = tanh(W x + U h)")]
    [InlineData("h^{<t>} = tanh(W x^{<t>} + U h^{<t-1>})", "h' = tanh(W x + U h)")]
    [InlineData("h(t) = tanh(W x(t) + U h(t-1))", "h' = tanh(W x + U h)")]
    [InlineData("h_t = tanh(W x_t + U h_t-1)", "h' = tanh(W x + U h)")]
    [InlineData("h_t = tanh(W x_t + U h)", "h' = tanh(W x + U h)")]
    [InlineData("h_n = tanh(W x_n + U h_{n-1})", "h' = tanh(W x + U h)")]
    [InlineData("h = tanh(W x + U h_prev)", "h' = tanh(W x + U h)")]
    [InlineData("h_new = tanh(W x + U h)", "h' = tanh(W x + U h)")]
    [InlineData("h_t^{(1)} = tanh(W x_t + h_{t-1}^{(1)})\ny_t = V h^{(1)}_t", "h_1' = tanh(W x + h_1)\ny = V h_1'")]
    [InlineData("x_k = A x_{k-1} + B u_k\ny_k = C x_k", "s' = A s + B x\ny = C s'")]
    [InlineData("H_t = tanh(X_t W + H_{t-1} U)", "h' = tanh(x W + h U)")]
    public void Steps_mean_the_same_as_primes_and_states(string typed, string plain) => Assert.Equal(Graph(plain), Graph(typed));

    [Theory]
    [InlineData("η = sigmoid(«w» x)\nS' = η S + v kᵀ")]
    [InlineData("θ = sigmoid(«w» x + b)\nS' = S - θ (S k - v) kᵀ")]
    [InlineData("θ = sigmoid(w x + «b»)\nS' = S - θ * ((S k - v) kᵀ)")]
    [InlineData("η = sigmoid(«w» x)\nS' = (1 - η) S + η (v kᵀ)")]
    [InlineData("η = sigmoid(«w» x)\nG = v kᵀ\nS' = -(η G) + S / η")]
    [InlineData("S' = «a» S + v kᵀ")]
    public void What_scales_a_matrix_is_one_number(string marked)
    {
        (string text, var span) = MarkedSpec.Read(marked);
        var graph = CellCompilation.Analyze(Memory + text, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal("1", graph!.Parameters.Single(p => p.Name == text.Substring(span.Start, span.Length)).Shape.Rows.Text);
    }

    [Fact]
    public void Without_an_equation_for_it_the_output_is_what_nothing_reads() =>
        Assert.Contains("output o", Graph("state S : H x H\nS' = 0.5 S + (V x) (K x)ᵀ\no = S' (Q x)"), StringComparison.Ordinal);

    static string Graph(string equations) => CellCompilation.Print(Specs.Source(equations), CellStage.Graph);
}
