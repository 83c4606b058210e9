using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Binding;

/// <summary>What names mean, and which sizes follow from the equations.</summary>
public sealed class MeaningTests
{
    [Theory]
    [InlineData("h' = tanh(W x + U h + b)", "W [H, I], U [H, H], b [H]")]
    [InlineData("h' = tanh(W x + u * h)", "W [H, I], u [H]")]
    [InlineData("h' = tanh(U (V x) + h)\nparam V : 3 x I", "V [3, I], U [H, 3]")]
    [InlineData("h' = tanh(W x + h)\ny = V h' + c\nparam V : 2 x H", "V [2, H], W [H, I], c [2]")]
    [InlineData("h' = tanh(W x + U c + h)\nc' = tanh(V x + h)", "W [H, I], U [H, H], V [H, I]")]
    [InlineData("state p : I\np' = x + b\nh' = tanh(W p + U h)", "b [I], W [H, I], U [H, H]")]
    [InlineData("r = W x + b\nh' = r * h", "W [H, I], b [H]")]
    public void A_name_nothing_defines_is_a_parameter_of_the_size_it_must_have(string equations, string parameters) =>
        Assert.Equal(parameters, string.Join(", ", Graph(equations).Parameters.Select(p => $"{p.Name} {p.Shape}")));

    [Theory]
    [InlineData("z = tanh(W x + b)\nh' = U z", "W [H, I], b [H], U [H, H]")]
    [InlineData("h' = tanh(A (B x) + U h)", "B [H, I], A [H, H], U [H, H]")]
    [InlineData("h' = tanh(W x + h)\ny = V h' + c", "W [H, I], V [H, H], c [H]")]
    [InlineData("a = W x\nb = V h\nh' = tanh(U concat(a, b))", "W [H, I], V [H, H], U [H, (2 * H)]")]
    [InlineData("param U : H x 5 * H\nparam W : 2 * H x I\nh' = tanh(U concat(W x, V h))", "U [H, (5 * H)], W [(2 * H), I], V [((5 * H) - (2 * H)), H]")]
    [InlineData("param U : H x 2 * H\nh' = tanh(U concat(h, V x))", "U [H, (2 * H)], V [H, I]")]
    public void A_size_that_no_equation_settles_is_the_hidden_one(string equations, string parameters) =>
        Assert.Equal(parameters, string.Join(", ", Graph(equations).Parameters.Select(p => $"{p.Name} {p.Shape}")));

    [Theory]
    [InlineData("H", "H")]
    [InlineData("(H + 1) / 2", "P")]
    [InlineData("2 * H", "H + H")]
    [InlineData("2 * (H + I)", "I + I + H * 2")]
    [InlineData("H * I", "I * H")]
    [InlineData("(2 * H) / 2", "H")]
    [InlineData("H * I / I", "H")]
    [InlineData("H / 2 + H / 2", "2 * (H / 2)")]
    [InlineData("3 + 4", "7")]
    [InlineData("H - H + 5", "10 / 2")]
    public void Sizes_are_one_where_their_values_must_be(string a, string b) =>
        Assert.NotNull(Graph($"size P = (H + 1) / 2\nstate s : {a}\nparam b : {b}\ns' = tanh(V x + s + b)\nh' = tanh(W x + U s')"));

    [Theory]
    [InlineData("H / 2 * 2", "H")]
    [InlineData("H", "I")]
    [InlineData("H / 2 + H / 2", "H")]
    [InlineData("(H + 1) / 2", "H / 2")]
    public void Sizes_that_may_differ_are_not_one(string a, string b)
    {
        Assert.Null(CellCompilation.Analyze($"state s : {a}\nparam b : {b}\ns' = tanh(V x + s + b)\nh' = tanh(W x + U s')", out var diagnostics));
        Assert.Equal(["RNN0101"], diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void An_open_size_is_not_mentioned_beside_the_mistake_that_left_it_open()
    {
        Assert.Null(CellCompilation.Analyze("h' = tahn(W x + U concat(A x, B h))", out var diagnostics));
        Assert.Equal(["RNN0004"], diagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData("h' = W x + h", "h H")]
    [InlineData("state c : I\nc' = x + c\nh' = W c' + h", "c I, h H")]
    [InlineData("state h : 4\nh' = W x + h", "h 4")]
    [InlineData("size P = H / 2\nstate c : P\nc' = V x + c\nh' = W c' + h", "c P, h H")]
    [InlineData("size P = 8 / 2\nstate c : P * 2\nc' = V x + c\nh' = W c' + h", "c 8, h H")]
    public void A_state_has_the_hidden_size_unless_it_is_declared(string equations, string states) =>
        Assert.Equal(states, string.Join(", ", Graph(equations).States.Select(s => $"{s.Name} {s.Shape.Rows}")));

    [Theory]
    [InlineData("h' = W x + h", "h'", "[H]")]
    [InlineData("h' = W x + h\ny = V h'\nparam V : 3 x H", "y", "[3]")]
    [InlineData("h' = W x + h\nc' = c + h'", "h'", "[H]")]
    [InlineData("c' = W x + c\ny = c * c'", "y", "[H]")]
    public void The_output_is_y_or_else_the_next_h(string equations, string name, string shape)
    {
        StepGraph graph = Graph(equations);
        Assert.Equal((name, shape), (graph.OutputName, graph.Nodes[graph.Output].Shape.ToString()));
    }

    [Theory]
    [InlineData("h' = W x + 2 * h - 1")]
    [InlineData("const k = 2\nh' = W x + k * h - k")]
    [InlineData("param k : 1\nh' = W x + k * h - k")]
    [InlineData("s = 1 / 2\nh' = W x + s * h")]
    public void A_scalar_spreads_over_every_lane(string equations) => Assert.Equal(["H"], Graph(equations).States.Select(s => s.Shape.Rows.Text));

    [Fact]
    public void An_unprimed_state_is_the_value_before_the_step_and_a_primed_one_after_it()
    {
        StepGraph graph = Graph("c' = W x + c\nh' = c * h - c'");
        StateInfo c = graph.States[0];
        Node h = graph.Nodes[graph.States[1].Next];
        Assert.Equal(c.Next, h.Operands[1]);
        Assert.Equal(c.Previous, graph.Nodes[h.Operands[0]].Operands[0]);
    }

    [Theory]
    [InlineData("h' = tanh(W x + b + h)", "b UniformByHidden 0")]
    [InlineData("h' = tanh(W x + b + h)\ninit b = 1", "b Constant 1")]
    [InlineData("param b : H = -0.5\nh' = tanh(W x + b + h)", "b Constant -0.5")]
    [InlineData("h' = tanh(W x + b + h)\ninit W = xavier", "W Xavier 0")]
    [InlineData("h' = tanh(W x + U h)\ninit U = orthogonal", "U Orthogonal 0")]
    [InlineData("h' = tanh(W x + U h)\ninit U = uniform", "U UniformByHidden 0")]
    public void A_parameter_starts_as_the_spec_says(string equations, string start) => Assert.Contains(
        start,
        Graph(equations).Parameters.Select(p => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.Name} {p.Initial} {p.InitialConstant}")));

    [Fact]
    public void Declared_tensors_come_first_and_lay_their_parts_side_by_side()
    {
        StepGraph graph = Graph("h' = tanh(a + W x + U h + V x)\ntensor both = [V; W]");
        Assert.Equal(["both: V W", "a: a", "U: U"], graph.Tensors.Select(t => $"{t.Name}: {string.Join(" ", t.Parts)}"));
        Assert.Equal(["V", "W", "a", "U"], graph.Parameters.Select(p => p.Name));
    }

    [Fact]
    public void Declarations_may_follow_the_equations_that_use_them() =>
        Assert.Equal(Graph("const k = 2\nparam V : 3 x H\nh' = W x + k * h\ny = V h'").States, Graph("h' = W x + k * h\ny = V h'\nconst k = 2\nparam V : 3 x H").States);

    static StepGraph Graph(string equations)
    {
        StepGraph? graph = CellCompilation.Analyze(equations, out var diagnostics);
        Assert.True(graph is not null, string.Join("\n", diagnostics));
        return graph;
    }
}
