namespace RnnModular.CellCompiler.Ir;

/// <summary>A function of the language.</summary>
/// <param name="Least">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
/// <param name="Build">Adds it to a graph; arguments are node ids.</param>
/// <param name="OverLanes">True when it turns vectors into one number.</param>
/// <param name="OfVectors">True when it means nothing of a matrix.</param>
public sealed record Function(int Least, int Most, Func<GraphBuilder, int[], int> Build, bool OverLanes = false, bool OfVectors = false)
{
    /// <summary>True when only its form of one argument turns a vector into a number: the largest of two values, or of all lanes.</summary>
    public bool AloneOverLanes { get; init; }

    /// <summary>Adds it along each row or column of a matrix, for what can be; arguments are node ids.</summary>
    internal AlongBuild? Along { get; init; }

    /// <summary>True when it takes an axis behind a matrix: <c>softmax(A, 0)</c> of each column, <c>softmax(A, 1)</c> of each row.</summary>
    public bool TakesAxis => Along is not null && Most == 1;

    /// <summary>True when with so many arguments it turns vectors into one number.</summary>
    public bool IsOverLanes(int arguments) => OverLanes || (AloneOverLanes && arguments == 1);
}

/// <summary>Adds a function that runs along something to a graph.</summary>
delegate int AlongBuild(GraphBuilder graph, Along along, int[] arguments);

/// <summary>The functions of the language: primitives by their row, the rest as what they are made of.</summary>
public static class Functions
{
    // Klambauer et al. 2017, as PyTorch has them.
    const double SeluScale = 1.0507009873554805;
    const double SeluAlpha = 1.6732632423543772;

    static readonly SortedDictionary<string, Function> Table = new(StringComparer.Ordinal)
    {
        ["sigmoid"] = One(Transcendentals.Sigmoid),
        ["tanh"] = One(Transcendentals.Tanh),
        ["relu"] = One(Transcendentals.Relu),
        ["exp"] = One(Transcendentals.Exp),
        ["log"] = One(Transcendentals.Log),
        ["sqrt"] = One(Transcendentals.SquareRoot),
        ["abs"] = One(Transcendentals.Absolute),
        ["softplus"] = One(Transcendentals.Softplus),
        ["square"] = Made(1, static (g, a) => g.Multiply(a[0], a[0])),
        ["silu"] = Made(1, static (g, a) => g.Multiply(a[0], g.Add(Transcendentals.Sigmoid, a[0]))),
        ["log_sigmoid"] = Made(1, static (g, a) => g.Negate(g.Add(Transcendentals.Softplus, g.Negate(a[0])))),
        ["softsign"] = Made(1, static (g, a) => g.Divide(a[0], g.Sum(g.Constant(1), g.Add(Transcendentals.Absolute, a[0])))),
        ["gelu"] = Made(1, static (g, a) => g.Multiply(
            g.Multiply(g.Constant(0.5), a[0]),
            g.Sum(g.Constant(1), g.Add(Transcendentals.Erf, g.Multiply(a[0], g.Constant(Math.Sqrt(0.5))))))),
        ["elu"] = Made(1, static (g, a) => g.Add(
            Operations.Where,
            a[0],
            a[0],
            g.Subtract(g.Add(Transcendentals.Exp, g.Add(Operations.Minimum, a[0], g.Constant(0))), g.Constant(1)))),
        ["leaky_relu"] = new Function(1, 2, static (g, a) => g.Add(
            Operations.Where, a[0], a[0], g.Multiply(a.Length > 1 ? a[1] : g.Constant(0.01), a[0]))),
        ["prelu"] = Made(2, static (g, a) => g.Add(Operations.Where, a[0], a[0], g.Multiply(a[1], a[0]))),
        ["hard_tanh"] = Made(1, static (g, a) => Clamp(g, a[0], g.Constant(-1), g.Constant(1))),
        ["hard_sigmoid"] = Made(1, static (g, a) => HardSigmoid(g, a[0])),
        ["clamp"] = Made(3, static (g, a) => Clamp(g, a[0], a[1], a[2])),
        ["relu6"] = Made(1, static (g, a) => Clamp(g, a[0], g.Constant(0), g.Constant(6))),
        ["hard_swish"] = Made(1, static (g, a) => g.Multiply(a[0], HardSigmoid(g, a[0]))),
        ["mish"] = Made(1, static (g, a) => g.Multiply(a[0], g.Add(Transcendentals.Tanh, g.Add(Transcendentals.Softplus, a[0])))),
        ["selu"] = Made(1, static (g, a) => g.Multiply(g.Constant(SeluScale), g.Add(
            Operations.Where, a[0], a[0], g.Multiply(g.Constant(SeluAlpha), g.Add(Transcendentals.Expm1, g.Add(Operations.Minimum, a[0], g.Constant(0))))))),
        ["sin"] = One(Transcendentals.Sine),
        ["cos"] = One(Transcendentals.Cosine),
        ["erf"] = One(Transcendentals.Erf),
        ["log1p"] = One(Transcendentals.Log1p),
        ["expm1"] = One(Transcendentals.Expm1),
        ["floor"] = One(Transcendentals.Floor),
        ["heaviside"] = Made(1, static (g, a) => g.Add(Operations.Where, a[0], g.Constant(1), g.Constant(0))),
        ["sign"] = Made(1, static (g, a) => g.Add(
            Operations.Where, a[0], g.Constant(1), g.Add(Operations.Where, g.Negate(a[0]), g.Constant(-1), g.Constant(0)))),
        ["mod"] = Made(2, static (g, a) => g.Subtract(a[0], g.Multiply(a[1], g.Add(Transcendentals.Floor, g.Divide(a[0], a[1]))))),
        ["pow"] = Made(2, static (g, a) => Powers.Of(g, a[0], a[1])),
        ["min"] = new Function(1, 2, static (g, a) => a.Length == 2 ? g.Add(Operations.Minimum, a[0], a[1]) : g.Negate(g.Add(Operations.Largest, g.Negate(a[0])))) { AloneOverLanes = true },
        ["max"] = new Function(1, 2, static (g, a) => a.Length == 2 ? g.Add(Operations.Maximum, a[0], a[1]) : g.Add(Operations.Largest, a[0])) { AloneOverLanes = true },
        ["sum"] = Running(1, static (g, along, a) => along.Sum(g, a[0]), overLanes: true),
        ["mean"] = Running(1, static (g, along, a) => along.Mean(g, a[0]), overLanes: true),
        ["dot"] = new Function(2, 2, static (g, a) => g.Add(Operations.Sum, g.Multiply(a[0], a[1])), OverLanes: true),
        ["variance"] = Running(1, static (g, along, a) => Normalization.Variance(g, along, a[0]), overLanes: true),
        ["norm"] = Running(1, static (g, along, a) => Normalization.Norm(g, along, a[0]), overLanes: true),
        ["normalize"] = Running(1, static (g, along, a) => Normalization.Normalize(g, along, a[0])),
        ["rms_norm"] = Running(2, Normalization.RmsNorm),
        ["softmax"] = Running(1, static (g, along, a) => Normalization.Softmax(g, along, a[0])),
        ["layer_norm"] = Running(3, Normalization.LayerNorm),
        ["cumsum"] = new Function(1, 1, static (g, a) => Normalization.CumulativeSum(g, a[0]), OfVectors: true),
        ["cumax"] = new Function(1, 1, static (g, a) => Normalization.CumulativeSum(g, Normalization.Softmax(g, Along.All, a[0])), OfVectors: true),
        ["stop_gradient"] = One(Operations.StopGradient),
        ["where"] = Made(3, static (g, a) => g.Add(Operations.Where, a[0], a[1], a[2])),
    };

    /// <summary>All names, ordered.</summary>
    public static IEnumerable<string> Names => Table.Keys;

    /// <summary>True when the language has the function.</summary>
    public static bool IsKnown(string name) => Table.ContainsKey(name);

    /// <summary>The function of a known name.</summary>
    public static Function Get(string name) => Table[name];

    static int HardSigmoid(GraphBuilder g, int value) =>
        Clamp(g, g.Sum(g.Multiply(value, g.Constant(1.0 / 6)), g.Constant(0.5)), g.Constant(0), g.Constant(1));

    static int Clamp(GraphBuilder g, int value, int low, int high) =>
        g.Add(Operations.Minimum, g.Add(Operations.Maximum, value, low), high);

    static Function Running(int most, AlongBuild build, bool overLanes = false) =>
        new(1, most, (g, a) => build(g, Along.All, a), overLanes) { Along = build };

    static Function One(Operation operation) => new(1, 1, (g, a) => g.Add(operation, a[0]));

    static Function Made(int arguments, Func<GraphBuilder, int[], int> build) => new(arguments, arguments, build);
}
