using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Tests.Binding;

/// <summary>Constants are computed in float64 while a spec is compiled.</summary>
public sealed class ConstantTests
{
    [Theory]
    [InlineData("const t = 100\nconst c : 2 = 1 / t", new[] { 0.01, 0.01 })]
    [InlineData("const c : 2 = pow(2, 10)", new[] { 1024.0, 1024 })]
    [InlineData("const c[i] : 3 = mod(2 * i, 3)", new[] { 0.0, 2, 1 })]
    [InlineData("const c[i] : 4 = floor(i / 2) + sin(pi * i) * 0", new[] { 0.0, 0, 1, 1 })]
    [InlineData("const c[i, j] : 2 x 3 = 10 * i + j", new[] { 0.0, 1, 2, 10, 11, 12 })]
    [InlineData("const a[i, j] : 2 x 3 = 10 * i + j\nconst c = transpose(a)", new[] { 0.0, 10, 1, 11, 2, 12 })]
    [InlineData("const a[i, j] : 2 x 2 = i + j\nconst c = a a", new[] { 1.0, 2, 2, 5 })]
    [InlineData("const a[i, j] : 2 x 2 = i + j\nconst b[i] : 2 = 3 - i\nconst c = a b", new[] { 2.0, 7 })]
    [InlineData("const a[i, j] : 2 x 2 = i + j\nconst c = 2 * a - identity / 2 * 2", new[] { -1.0, 2, 2, 3 })]
    [InlineData("const b[i] : 2 = i\nconst c = identity(2) + diag(b)", new[] { 1.0, 0, 0, 2 })]
    [InlineData("const a[i, j] : 2 x 2 = where(i - j, 4, where(j - i, 1, 3))\nconst c = inv(a) a", new[] { 1.0, 0, 0, 1 })]
    [InlineData("const a[i, j] : 2 x 2 = where(i - j, 4, where(j - i, 1, 0))\nconst b[i] : 2 = i + 1\nconst c = solve(a, b)", new[] { 0.5, 1 })]
    [InlineData("const a[i, j] : 2 x 2 = where(j - i, 3, 0)\nconst c = expm(a)", new[] { 1.0, 3, 0, 1 })]
    [InlineData("const a[i, j] : 2 x 2 = (j - i) * pi / 2\nconst c = expm(a)", new[] { 0.0, 1, -1, 0 })]
    public void A_constant_has_the_value_of_its_expression(string constants, double[] expected)
    {
        TableInfo table = Table(constants);
        Assert.All(expected.Zip(table.Values), pair => Assert.Equal(pair.First, pair.Second, 13));
        Assert.Equal(expected.Length, table.Values.Count);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(7)]
    [InlineData(60)]
    public void An_exponential_solves_its_differential_equation(double scale)
    {
        // e^(tA) of [[−1, 1], [0, −2]] t is [[e^−t, e^−t − e^−2t], [0, e^−2t]].
        TableInfo table = Table(FormattableString.Invariant($"const a[i, j] : 2 x 2 = {scale} * where(j - i, 1, where(i - j, 0, -1 - i))\nconst c = expm(a)"));
        (double slow, double fast) = (Math.Exp(-scale), Math.Exp(-2 * scale));
        Assert.All(new[] { slow, slow - fast, 0, fast }.Zip(table.Values), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-12 * slow, pair.ToString()));
    }

    [Fact]
    public void A_constant_is_no_parameter_and_gets_no_gradient()
    {
        string adjoint = CellCompilation.Print(Support.Specs.Source("const A : 3 x 3 = 1\nconst b : 3 = 2\nstate h : 3\nh' = tanh(W x + A h + b)"), CellStage.Adjoint);
        Assert.DoesNotContain("dA", adjoint, StringComparison.Ordinal);
        Assert.DoesNotContain("db", adjoint, StringComparison.Ordinal);
        Assert.Contains("dW = Σ", adjoint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_stands_under_the_line_that_defines_it()
    {
        string code = CellCompilation.Print(Support.Specs.Source("const A[i, j] : 2 x 2 = i - 2 * j   # why\nstate h : 2\nh' = tanh(W x + A h)"), CellStage.CSharp);
        Assert.Contains("    // const A[i, j] : 2 x 2 = i - 2 * j\n    static ReadOnlySpan<float> TableOf_A =>\n    [\n        0f, -2f,\n        1f, -1f,\n    ];\n", code, StringComparison.Ordinal);
    }

    static TableInfo Table(string constants)
    {
        string use = constants.Split('\n').Last();
        string equation = use.StartsWith("const c[i, j]", StringComparison.Ordinal) || !use.Contains(':', StringComparison.Ordinal) ? "s = sum(c k)" : "s = sum(c * k)";
        StepGraph? graph = CellCompilation.Analyze($"{constants}\n{equation}\nh' = tanh(W x + s * h)", out var diagnostics)
            ?? CellCompilation.Analyze($"{constants}\ns = sum(c * k)\nh' = tanh(W x + s * h)", out _);
        Assert.True(graph is not null, string.Join("\n", diagnostics));
        return graph.Tables.Single(t => t.Name == "c");
    }
}
