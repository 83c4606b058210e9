using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Emission;

/// <summary>Names that are fine in an equation and awkward in C#: the emitted code compiles without a warning all the same.</summary>
public sealed class HostileNameTests
{
    [Theory]
    [InlineData("keywords", "in", "out", "new", "base", "is", "for", "float", "params", "ref")]
    [InlineData("contextual keywords", "var", "value", "field", "record", "await", "nint", "partial", "required", "scoped")]
    [InlineData("what kernels call their own", "f", "sums", "row", "rows", "block", "blocks", "from", "to", "i")]
    [InlineData("what kernels use", "V", "Lanes", "VectorMath", "Load", "Create", "Store", "Sweep1", "Multiply2", "LaneSum")]
    [InlineData("fields of the frame", "dx", "dy", "hNext", "dhNext", "dh", "wideH", "training", "xStride", "hStateStride")]
    [InlineData("fields of the class", "kernels", "_kernels", "kernels_", "frame", "cell", "output", "forward2Weights", "history_h", "savedH")]
    [InlineData("members of the class", "Width", "Parameter", "Panel", "Frame", "Workspace", "Description", "Factory", "Prepare", "InputSize")]
    [InlineData("letters of the world", "α", "β", "Σ", "été", "имя", "変数", "ß", "_", "__")]
    public void Parameters_with_awkward_names_compile(string why, params string[] names)
    {
        string sum = string.Join(" + ", names.Select(n => $"tanh({n} + k * h * {n})"));
        Compiles(why, $"v = sigmoid(k + h)\nh' = tanh(W x + U h) * v + {sum} + {names[0]} * {names[1]}");
    }

    static readonly string[] Awkward = ["in", "out", "f", "sums", "V", "Lanes", "dx", "dy", "hNext", "dhNext", "α", "j", "x1", "t4", "Frame"];

    [Fact]
    public void Intermediate_values_with_awkward_names_compile()
    {
        IEnumerable<string> lines = Awkward.Select((name, n) => $"{name} = sigmoid(W x + U h * {(n == 0 ? "h" : Awkward[n - 1])})");
        Compiles("intermediate values", $"{string.Join("\n", lines)}\nh' = tanh({string.Join(" + ", Awkward)}) * {Awkward[0]}");
    }

    [Fact]
    public void Matrices_with_awkward_names_compile() =>
        Compiles("matrices", $"h' = tanh(W x + {string.Join(" + ", Awkward.Select((name, n) => $"{name} {(n % 2 == 0 ? "h" : "x")}"))})");

    [Fact]
    public void States_with_awkward_names_compile()
    {
        IEnumerable<string> lines = Awkward.Select((name, n) => $"{name}' = tanh(W x + U {Awkward[Awkward.Length - 1 - n]} + {name} * b)");
        Compiles("states", $"{string.Join("\n", lines)}\nh' = tanh({string.Join(" + ", Awkward.Select(name => $"{name}' * {name}"))} + h)");
    }

    [Fact]
    public void Side_inputs_and_masks_with_awkward_names_compile()
    {
        string[] names = [.. Awkward, "input_a", "mask_a", "aInput", "aInputStride", "dk", "k", "Input", "SideInput", "Mask", "output", "saved"];
        IEnumerable<string> inputs = names.Select(name => $"input {name} : H");
        IEnumerable<string> masks = names.Select(name => $"mask m_{name} : H = 0.5");
        string sum = string.Join(" + ", names.Select(name => $"tanh(m_{name} * {name} + U {name} + h)"));
        Compiles("side inputs", $"{string.Join("\n", inputs.Concat(masks))}\nh' = tanh(W x) + {sum}");
    }

    [Theory]
    [InlineData("(H + 1)")]
    [InlineData("4")]
    public void Sizes_with_awkward_names_compile(string value)
    {
        string[] names = ["out", "row", "blocks", "i", "r", "cell", "width", "Width", "inputSize", "Frame", "Panel", "Math", "dy", "V", "xStride", "wideH", "δ"];
        IEnumerable<string> lines = names.Select((name, n) => $"""
            size {name} = {value.Trim('(', ')')}
            state s{n} : {name}
            param A{n} : {name} x I
            s{n}' = tanh(A{n} x + u{n} * s{n})
            """);
        Compiles("sizes", $"{string.Join("\n", lines)}\nh' = tanh({string.Join(" + ", names.Select((_, n) => $"B{n} s{n}'"))} + U h)\nparam D : {names[0]} x H\ny = D h'");
    }

    [Fact]
    public void A_parameter_named_as_two_others_joined_compiles() =>
        Compiles("derived names", "v = sigmoid(a + b)\nh' = tanh(W x + a + b + U h + a_b * h + a_b2 * v * h)");

    [Fact]
    public void A_size_that_nothing_but_declarations_use_compiles() =>
        Compiles("unused size", "size P = 4\nsize Q = H / 2\nh' = tanh(W x + U h)");

    [Fact]
    public void Numbers_beyond_float_compile() =>
        Compiles("numbers", "h' = tanh(W x + 1e300 * h + 1e-300 * b) + log(-1) * h + h / 1e-320");

    [Fact]
    public void A_cell_in_the_global_namespace_compiles() =>
        Assert.Empty(EmittedCell.Complaints(Specs.Source(Specs.Elman, @namespace: "")));

    [Fact]
    public void Fixed_sizes_compile() =>
        Assert.Empty(EmittedCell.Complaints(Specs.Source(Specs.ProjectedLstm) with { Input = 3, Hidden = 8 }));

    [Theory]
    [InlineData("one\r\nline /// <summary> of // two */ \u2028 three \u0085 four")]
    [InlineData("\"quotes\" \\ back {0} {{braces}}")]
    public void A_hostile_summary_stays_in_its_comment(string summary) =>
        Assert.Empty(EmittedCell.Complaints(Specs.Source(Specs.Elman) with { Summary = summary }));

    [Fact]
    public void A_hostile_comment_in_the_spec_stays_in_its_comment() =>
        Assert.Empty(EmittedCell.Complaints(Specs.Source("h' = tanh(W x # here \u2028 int x = 1; \u0085 } \r }\n + U h # \"there\" */ \u2029 }\n + b) # last \u2028 {")));

    static void Compiles(string why, string equations)
    {
        IReadOnlyList<string> complaints = EmittedCell.Complaints(Specs.Source(equations));
        Assert.True(complaints.Count == 0, $"{why}\n{equations}\n{string.Join("\n", complaints)}");
    }
}
