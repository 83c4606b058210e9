using System.Diagnostics;
using System.Text;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Fuzz;

/// <summary>Whatever the text, the compiler answers: files or diagnostics inside the text, no exception, no endless loop, no overflow.</summary>
public sealed class FuzzTests
{
    // The least a platform gives a thread (macOS, beside the first one).
    const int SmallStack = 512 << 10;

    // What is compiled for the first time deep in a recursion takes the JIT's stack too, which is not ours to save.
    static FuzzTests() => Answers("h' = tanh(W x + U (h * (b - c)) / 2)\na = " + string.Concat(Enumerable.Repeat("tanh(", 200)) + "h");

    static readonly string[] Pieces =
    [
        "h", "h'", "c", "c'", "x", "y", "W", "U", "b", "a", "P", "H", "I", "state", "param", "const", "size", "init", "tensor", "tanh", "sigmoid", "where",
        "clamp", "=", ":", "+", "-", "*", "/", "(", ")", "[", "]", ",", ";", "\n", " ", "#", "1", "0", "2.5", "1e-6", "1e999", ".", "'", "repeat", "repeat 3 {", "}", "repeat k = 1..2 {", "k", "[k]", "..", "^", "^T", "ᵀ", "@", "**2", "₁", "expm(", "h_{t-1}", "h_t", "x_t", "hₜ₋₁", "[t]", "slice(", "concat(", "a, b = split(", "cumsum(", "const A[i, j] : 3 x 3 = i - j\n", "A", "σ(", "×", "[h, x]", "W_{xi}", "h_{t+1}", "(I - k k^T)", "diag(", "outer(", "S Sᵀ", "A S", "inv(I + A)", "inv(", "solve(", "reshape(x, 2, 3)", "flatten(", "softmax(S, 1)", "concat(S, x)", "transpose(", "(I - S)", "B = A - Aᵀ\n", "S", "state S : H x H\n", "^{", "c̃", "//", "√", "\0", "٣", "\u2028", "𝛼",
        "\\tilde{", "\\frac{a}{", "\\frac{", "\\mathbf{W}", "\\sigma\\left(", "\\right)", "\\sqrt{", "\\text{", "\\top", "\\\\", "&=", "$", "\\hat", "\\Delta", "\\begin{", "\\", "~", "^ =", "^{(1)}", "^f", "^-", "^{<t-1>}", "h(t-1)", "x_{t-1}", "h_{t-2}", "h_t-1", "h_{n-1}",
        "h_next", "h_prev", "|", "‖", "<", ">", "≥", "·", "W ·", "tanh ", "φ(a) = ", "φ(", "g = tanh\n", "init b = uniform(1, 2)\n", "init W[i, j] = ", "normal(", "identity", "(3)", ", ", "β", "beta", "1[", "H_t", "u_t", "x_k = A x_{k-1} + B u_k\n", "matmul(", "²",
        "\r", "\u202e", "mask", "input", "log(", "size P = H - 100\n", "size P = H * 16000000\n", "state c : P\n", "/ c", "0 * ",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Noise_from_the_languages_words_gets_an_answer(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 1500; round++)
        {
            var text = new StringBuilder();
            for (int length = random.Next(40); length > 0; length--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
            }

            Answers(text.ToString());
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_cells_get_an_answer(int seed)
    {
        var random = new Random(seed);
        string[] cells = [.. Specs.Printed.Values, .. ExoticSpecs.All.Values, .. NotationSpecs.All.Values, .. WrittenSpecs.All.Values, .. MatrixSpecs.All.Values];
        for (int round = 0; round < 1000; round++)
        {
            var text = new StringBuilder(cells[random.Next(cells.Length)]);
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int at = random.Next(text.Length);
                text.Remove(at, Math.Min(random.Next(4), text.Length - at)).Insert(at, random.Next(2) == 0 ? Pieces[random.Next(Pieces.Length)] : "");
            }

            Answers(text.ToString(), emit: round % 8 == 0);
        }
    }

    [Fact]
    public void Random_sound_cells_compile_and_agree_with_central_differences()
    {
        var random = new Random(5);
        for (int round = 0; round < 40; round++)
        {
            string equations = new RandomCell(random).Equations;
            CompilationResult result = Compile(equations);
            Assert.True(result.Succeeded, equations + "\n" + string.Join("\n", result.Diagnostics));
            (double error, string where) = GradientCheck.Largest(equations, input: 2, hidden: 3);
            Assert.True(error < 1e-6, $"{where} is {error} off in\n{equations}");
        }
    }

    static CompilationResult Compile(string equations)
    {
        try
        {
            return CellCompilation.Compile(Specs.Source(equations));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException("The compiler failed on\n" + equations, exception);
        }
    }

    public static TheoryData<string, string> Extremes => new()
    {
        { "parentheses", "h' = " + new string('(', 3900) + "x" + new string(')', 3900) },
        { "parentheses within the limit", "h' = W x + U h + " + new string('(', 127) + "h" + new string(')', 127) },
        { "open parentheses", "h' = " + new string('(', 7900) },
        { "closed parentheses", "h' = h" + new string(')', 7900) },
        { "signs", "h' = " + new string('-', 7900) + "h" },
        { "calls", "h' = " + string.Concat(Enumerable.Repeat("tanh(", 1300)) + "h" + new string(')', 1300) },
        { "calls within the limit", "h' = W x + " + string.Concat(Enumerable.Repeat("gelu(", 120)) + "h" + new string(')', 120) },
        { "squares", "h' = W x + " + string.Concat(Enumerable.Repeat("square(", 120)) + "h" + new string(')', 120) },
        { "squares of a parameter", "h' = W x + h * " + string.Concat(Enumerable.Repeat("square(", 120)) + "b" + new string(')', 120) },
        { "a long sum", "h' = h" + string.Concat(Enumerable.Repeat("+x", 3900)) },
        { "a long sum within the limit", "h' = W x" + string.Concat(Enumerable.Repeat(" + h", 198)) },
        { "a long product", "h' = h" + string.Concat(Enumerable.Repeat("*h", 3900)) },
        { "a long product within the limit", "h' = W x" + string.Concat(Enumerable.Repeat(" * h", 198)) },
        { "a chain of values with rows and columns", "state S : H x H\nS' = " + string.Concat(Enumerable.Repeat("S ", 190)) + "S\nh' = W x + S h" },
        { "a chain of reflections", "h' = W x + " + string.Concat(Enumerable.Repeat("(I - u u^T) ", 24)) + "h" },
        { "a chain of inverses", string.Concat(Enumerable.Range(1, 60).Select(n => $"A{n} = inv(A{n - 1}) A{n - 1}\n".Replace("A0", "M"))) + "h' = W x + A60 h" },
        { "a long chain of matrices", "h' = " + string.Concat(Enumerable.Repeat("A ", 3900)) + "h" },
        { "a chain of matrices within the limit", "h' = W x + " + string.Concat(Enumerable.Repeat("A ", 190)) + "h" },
        { "many sums of products within the limit", "h' = W x" + string.Concat(Enumerable.Repeat(" + U h * h", 66)) },
        { "many lines", string.Concat(Enumerable.Range(0, 500).Select(n => $"a{n} = a{n - 1} + x * h\n".Replace("a-1", "W x"))) + "h' = a499" },
        { "lines that double", string.Concat(Enumerable.Range(1, 300).Select(n => $"a{n} = a{n - 1} * a{n - 1} + h\n".Replace("a0", "x"))) + "state h : I\nh' = a300" },
        { "lines of inputs that double", string.Concat(Enumerable.Range(1, 250).Select(n => $"a{n} = a{n - 1} * a{n - 1} + a{n - 1}\n".Replace("a0", "x"))) + "state h : I\nh' = a250 + h" },
        { "lines of parameters that double", string.Concat(Enumerable.Range(1, 250).Select(n => $"a{n} = a{n - 1} * a{n - 1} + a{n - 1}\n".Replace("a0", "b"))) + "h' = a250 * h + W x" },
        { "many states", string.Concat(Enumerable.Range(0, 300).Select(n => $"s{n}' = s{n} + h\n")) + "h' = W x + s7" },
        { "many sizes", string.Concat(Enumerable.Range(1, 300).Select(n => $"size P{n} = P{n - 1} + 1\n".Replace("P0", "H"))) + "h' = W x + h" },
        { "exponentials of constants", "const A[i, j] : 256 x 256 = i - j\n" + string.Concat(Enumerable.Range(0, 300).Select(n => $"const E{n} = expm(A)\n")) + "h' = h + W x" },
        { "a large constant", "const A[i, j] : 256 x 256 = sin(i) * cos(j)\nstate h : 256\nh' = A h + W x" },
        { "powers", "h' = W x + h" + string.Concat(Enumerable.Repeat("^2", 190)) },
        { "repeats", "a = W x\nrepeat 40 {\n" + string.Concat(Enumerable.Range(0, 12).Select(n => $"a = a * a + h\n".Replace("a = a", $"a{n} = a"))) + "h' = tanh(U h + a11)\n}" },
        { "repeats in repeats", string.Concat(Enumerable.Repeat("repeat 2 {\n", 600)) + "h' = h + W x" },
        { "repeats in repeats within the limit", string.Concat(Enumerable.Repeat("repeat 2 {\n", 7)) + "h' = h + W x\n" + string.Concat(Enumerable.Repeat("}\n", 7)) },
        { "groups of LaTeX", "h' = W x + " + string.Concat(Enumerable.Repeat("\\frac{", 1100)) + "h" },
        { "closed groups of LaTeX", "h' = W x + " + string.Concat(Enumerable.Repeat("\\mathbf{", 700)) + "h" + new string('}', 700) },
        { "marks of LaTeX", "h' = W x + " + string.Concat(Enumerable.Repeat("\\tilde{", 800)) + "h" + new string('}', 800) },
        { "bars", "h' = W x + " + new string('|', 3900) + "h" },
        { "bars within the limit", "h' = W x + " + string.Concat(Enumerable.Repeat("|(", 60)) + "h" + string.Concat(Enumerable.Repeat(")|", 60)) },
        { "functions that call each other", "f0(a) = a * a\n" + string.Concat(Enumerable.Range(1, 200).Select(n => $"f{n}(a) = f{n - 1}(f{n - 1}(a))\n")) + "h' = f200(h) + W x" },
        { "functions within the limit", "f(a) = tanh(a)\nh' = W x + " + string.Concat(Enumerable.Repeat("f(", 60)) + "h" + new string(')', 60) },
        { "long delays", "h_t = W x_t + h_{t-1}" + string.Concat(Enumerable.Range(2, 60).Select(n => $" + h_{{t-{n}}}")) },
        { "many long delays", string.Concat(Enumerable.Range(0, 400).Select(n => $"a{n}_t = W x_t + a{n}_{{t-64}}\n"))[..7900] },
        { "many labels", "h' = W x" + string.Concat(Enumerable.Range(0, 900).Select(n => $" + b^{{({n})}}"))[..7900] },
        { "words", string.Concat(Enumerable.Repeat("h_next h_prev x ", 500))[..7900] },
        { "functions without parentheses", "h' = W x + " + string.Concat(Enumerable.Repeat("tanh ", 190)) + "h" },
        { "a formula of draws", "h' = W x + b * h\ninit b = " + string.Concat(Enumerable.Repeat("exp(", 100)) + "uniform(0, 1)" + new string(')', 100) },
        { "a stack", "h' = W [x" + string.Concat(Enumerable.Repeat(", h", 2000)) + "]" },
        { "a stack within the limit", "h' = tanh(W [x" + string.Concat(Enumerable.Repeat(", h", 190)) + "])" },
        { "a size below one under a division", "size P = H - 100\nstate c : P\nc' = tanh(W x + c) / c\nh' = tanh(V x + R c)" },
        { "a size divided by none under a division", "size P = H / (H - 16)\nstate c : P\nc' = tanh(W x + c) / c\nh' = tanh(V x + R c)" },
        { "a huge size under a division", "size P = H * 16000000\nstate c : P\nc' = tanh(W x) / c\nh' = tanh(V x + R c)" },
        { "a size to the twelfth power", "size P = H * H * H * H * H * H * H * H * H * H * H * H\nstate c : P\nc' = c / (1 + c)\nh' = tanh(V x + R c)" },
        { "brackets", "tensor t = " + new string('[', 7900) },
        { "one word", new string('a', 7999) },
        { "one number", "h' = " + new string('9', 7000) },
        { "ten thousand characters", new string('x', 10_000) },
    };

    [Theory]
    [MemberData(nameof(Extremes))]
    public void An_extreme_spec_gets_an_answer_on_a_small_stack(string what, string equations)
    {
        Exception? failure = null;
        var clock = Stopwatch.StartNew();
        var thread = new Thread(
            () =>
            {
                try
                {
                    Answers(equations);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            SmallStack);
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(60)), $"No answer to {what}.");
        Assert.True(failure is null, $"{what} ({clock.Elapsed}): {failure}");
    }

    static void Answers(string equations, bool emit = true)
    {
        StepGraph? graph = CellCompilation.Analyze(equations, out EquatableArray<CellDiagnostic> diagnostics);
        Assert.Equal(graph is null, diagnostics.Any(d => d.Severity == CellSeverity.Error));
        foreach (CellDiagnostic diagnostic in diagnostics)
        {
            Assert.True(
                diagnostic.Span is { Start: >= 0, Length: >= 0 } && diagnostic.Span.End <= equations.Length,
                $"{diagnostic} lies outside of\n{equations}");
        }

        if (emit && graph is not null)
        {
            Assert.True(CellCompilation.Compile(Specs.Source(equations)).Succeeded);
            Assert.True(CellCompilation.Compile(Specs.Source(equations) with { Input = 3, Hidden = 3 }).Succeeded);
            Assert.NotEmpty(CellCompilation.Print(Specs.Source(equations), CellStage.Adjoint));
            Assert.NotEmpty(CellCompilation.Print(Specs.Source(equations), CellStage.Stages));
        }
    }
}
