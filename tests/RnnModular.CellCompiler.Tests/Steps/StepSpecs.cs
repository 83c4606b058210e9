using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Steps;

/// <summary>Cells whose fixed step is tested: the printed and the exotic ones, and shapes of steps that only a stream can get wrong.</summary>
static class StepSpecs
{
    public static IReadOnlyDictionary<string, string> All { get; } = Collect();

    /// <summary>Those that run: of the exotic ones, those whose steps are unlike any other's.</summary>
    public static IEnumerable<string> Run => All.Keys.Except(General).Where(name => !ExoticSpecs.All.ContainsKey(name) || Specs.Printed.ContainsKey(name) || Unlike.Contains(name));

    static readonly string[] Unlike =
    [
        "branching-delays", "carried-through-a-repeat", "complete-feedback", "cornn", "lem", "output-is-the-last-state", "peephole-lstm", "products-of-parameters", "recurrent-highway", "scalar-parameters", "scalar-state", "sru",
    ];

    /// <summary>Specs with side inputs, masks, tables, slices or matrices among their values: a fixed size gives them no step of its own.</summary>
    public static IReadOnlyList<string> General { get; } =
    [
        "constant-matrix-among-values", "constant-weights", "delta-rule", "lanes-and-sums-of-them", "late-reader-of-a-matrix", "layer-norm-over-all-gates", "legendre-memory", "matrix-values", "mlstm", "on-lstm",
        "outer-of-inputs", "product-with-a-mask", "reset", "s6", "shifted-side-input", "side-input-and-scalar-state", "side-inputs-of-several-sizes", "slices-and-concatenations",
        "slices-of-parameters", "starts-of-matrices", "unread-side-input", "zoneout",
    ];

    /// <summary>Some spec's cells at some sizes, compiled together.</summary>
    public static IReadOnlyDictionary<(string Name, int Input, int Hidden), ICellFactory> Compile(IEnumerable<(string Name, int Input, int Hidden)> cells)
    {
        (string Name, int Input, int Hidden)[] all = [.. cells];
        IReadOnlyList<ICellFactory> factories = EmittedCell.Factories([.. all.Select((cell, index) => Source(cell.Name, cell.Input, cell.Hidden) with { Namespace = $"Sample{index}" })]);
        return all.Select((cell, index) => (cell, index)).ToDictionary(c => c.cell, c => factories[c.index]);
    }

    /// <summary>A spec at sizes; 0 leaves one open.</summary>
    public static CellSource Source(string name, int input, int hidden) => Specs.Source(All[name]) with { Input = input, Hidden = hidden };

    static SortedDictionary<string, string> Collect()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            // Numbers over all lanes, between vectors.
            ["layer-norm-lstm"] = """
                i  = sigmoid(layer_norm(Wi x + Ui h, gi, ki))
                f  = sigmoid(layer_norm(Wf x + Uf h, gf, kf))
                g  = tanh(layer_norm(Wg x + Ug h, gg, kg))
                o  = sigmoid(layer_norm(Wo x + Uo h, go, ko))
                c' = f * c + i * g
                h' = o * tanh(layer_norm(c', gc, kc))
                init gi = 1
                init gf = 1
                init gg = 1
                init go = 1
                init gc = 1
                """,
            // Beck et al. 2024: a state that stabilises, exponential gates.
            ["s-lstm"] = """
                i  = Wi x + Ri h + bi
                f  = Wf x + Rf h + bf
                z  = tanh(Wz x + Rz h + bz)
                o  = sigmoid(Wo x + Ro h + bo)
                m' = max(log_sigmoid(f) + m, i)
                e  = exp(i - m')
                d  = exp(log_sigmoid(f) + m - m')
                c' = d * c + e * z
                n' = d * n + e
                h' = o * c' / max(n', 1)
                """,
            // Each state's new value is known before another stops reading the old one.
            ["old-values-read-late"] = """
                a' = tanh(Wa x + Ua b)
                b' = tanh(Wb a' + Ub a)
                h' = tanh(Wh b' + Uh a + Vh b) + 0.5 * a
                """,
            // A state shifted into another, and x read lane by lane.
            ["delay-line"] = """
                state d : I
                state e : I
                d' = x
                e' = d
                h' = tanh(W x + V e + U h) * w
                """,
            // A weight made of weights.
            ["scaled-cayley"] = MatrixSpecs.All["scaled-cayley"],
            // An output that is narrower than a vector, of a state that a product reads only after the step.
            ["narrow-output"] = """
                size O = 2
                param V : O x H
                h' = tanh(W x + U h + b)
                y  = sigmoid(V h' + c)
                """,
        };
        foreach ((string name, string equations) in Specs.Printed.Concat(ExoticSpecs.All))
        {
            all[name] = equations;
        }

        return all;
    }
}
