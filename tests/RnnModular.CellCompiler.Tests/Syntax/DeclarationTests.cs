using RnnModular.CellCompiler.Syntax;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Syntax;

/// <summary>The lines that are no equations.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public void A_state_has_a_name_and_a_size()
    {
        StateSyntax state = One<StateSyntax>("state c : P");
        Assert.Equal(("c", "P"), (state.Name.Text, SyntaxText.Show(state.Rows)));
    }

    [Theory]
    [InlineData("param b : H", "H", null)]
    [InlineData("param W : P x H", "P", "H")]
    [InlineData("param W : 2 * H x I + 1", "(* 2 H)", "(+ I 1)")]
    [InlineData("param W : (2 * H) x (I + 1) / 2", "(* 2 H)", "(/ (+ I 1) 2)")]
    [InlineData("param W : P × H", "P", "H")]
    public void A_parameter_is_a_vector_or_a_matrix(string text, string rows, string? columns)
    {
        ParameterSyntax parameter = One<ParameterSyntax>(text);
        Assert.Equal((rows, columns), (SyntaxText.Show(parameter.Rows), parameter.Columns is null ? null : SyntaxText.Show(parameter.Columns)));
        Assert.Null(parameter.Initial);
    }

    [Theory]
    [InlineData("param b : H = 1", null, 1.0)]
    [InlineData("param b : H = -0.5", null, -0.5)]
    [InlineData("param W : P x H = orthogonal", "orthogonal", 0.0)]
    public void A_parameter_may_say_how_it_starts(string text, string? name, double value)
    {
        InitialSyntax initial = One<ParameterSyntax>(text).Initial!;
        Assert.Equal((name, value), (initial.Name, initial.Value));
    }

    [Fact]
    public void An_init_names_a_parameter_and_a_start()
    {
        InitSyntax init = One<InitSyntax>("init bf = 1");
        Assert.Equal(("bf", 1.0), (init.Name.Text, init.Initial.Value));
    }

    [Theory]
    [InlineData("const eps = 1e-6", "", null, null)]
    [InlineData("const b : 4 = 1", "", "4", null)]
    [InlineData("const b[i] : 2 * N = i", "i", "(* 2 N)", null)]
    [InlineData("const A[i, j] : N x 6 = i - j", "i j", "N", "6")]
    public void A_constant_may_have_indices_and_sizes(string text, string indices, string? rows, string? columns)
    {
        ConstantSyntax constant = One<ConstantSyntax>(text);
        Assert.Equal(indices, string.Join(" ", constant.Indices.Select(i => i.Text)));
        Assert.Equal((rows, columns), (constant.Rows is null ? null : SyntaxText.Show(constant.Rows), constant.Columns is null ? null : SyntaxText.Show(constant.Columns)));
    }

    [Theory]
    [InlineData("size P = H / 2", "(/ H 2)")]
    [InlineData("size P = H - 1 - I", "(- (- H 1) I)")]
    [InlineData("size P = H + 2 * I", "(+ H (* 2 I))")]
    [InlineData("size P = 4", "4")]
    [InlineData("size P = ((H + 1)) / 2", "(/ (+ H 1) 2)")]
    public void A_size_is_arithmetic_over_sizes(string text, string size) => Assert.Equal(size, SyntaxText.Show(One<SizeDefinitionSyntax>(text).Value));

    [Fact]
    public void An_input_has_a_name_and_a_size()
    {
        InputSyntax input = One<InputSyntax>("input dt : 1");
        Assert.Equal(("dt", "1"), (input.Name.Text, SyntaxText.Show(input.Size)));
    }

    [Theory]
    [InlineData("mask m : H = 0.9", 0.9, false)]
    [InlineData("mask m : H = 1 per sequence", 1.0, true)]
    public void A_mask_has_a_probability_and_may_hold_for_a_sequence(string text, double probability, bool perSequence)
    {
        MaskSyntax mask = One<MaskSyntax>(text);
        Assert.Equal(("m", "H", probability, perSequence), (mask.Name.Text, SyntaxText.Show(mask.Size), mask.Probability.Value, mask.PerSequence));
    }

    [Fact]
    public void A_tensor_stacks_parameters()
    {
        TensorSyntax tensor = One<TensorSyntax>("tensor weight_ih = [Wi; Wf]");
        Assert.Equal("weight_ih", tensor.Name.Text);
        Assert.Equal(["Wi", "Wf"], tensor.Parts.Select(p => p.Text));
    }

    [Theory]
    [InlineData("state = tanh(x)")]
    [InlineData("size = tanh(x)")]
    [InlineData("input = tanh(x)")]
    [InlineData("mask = tanh(x)")]
    [InlineData("param' = tanh(x)")]
    public void A_word_of_a_declaration_is_a_name_where_none_begins(string text) => One<EquationSyntax>(text);

    [Fact]
    public void A_declaration_spans_its_whole_line()
    {
        ParameterSyntax parameter = One<ParameterSyntax>("  param W : P x H = 1  # why");
        Assert.Equal("param W : P x H = 1", "  param W : P x H = 1  # why".Substring(parameter.Span.Start, parameter.Span.Length));
    }

    static T One<T>(string text)
        where T : StatementSyntax => Assert.IsType<T>(Assert.Single(SyntaxText.Statements(text)));
}
