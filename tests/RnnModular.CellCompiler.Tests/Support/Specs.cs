namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>Cells of the literature in the cell language; the first three are the equations of the shipped plugins.</summary>
static class Specs
{
    public const string Elman = """
        h' = tanh(W x + b + U h + c)

        tensor weight_ih = [W]
        tensor weight_hh = [U]
        tensor bias_ih   = [b]
        tensor bias_hh   = [c]
        """;

    public const string Lstm = """
        i  = sigmoid(Wi x + bi + Ui h + ci)
        f  = sigmoid(Wf x + bf + Uf h + cf)
        g  = tanh(Wg x + bg + Ug h + cg)
        o  = sigmoid(Wo x + bo + Uo h + co)
        c' = f * c + i * g
        h' = o * tanh(c')

        tensor weight_ih = [Wi; Wf; Wg; Wo]
        tensor weight_hh = [Ui; Uf; Ug; Uo]
        tensor bias_ih   = [bi; bf; bg; bo]
        tensor bias_hh   = [ci; cf; cg; co]
        """;

    public const string Gru = """
        r  = sigmoid(Wr x + br + Ur h + cr)
        z  = sigmoid(Wz x + bz + Uz h + cz)
        n  = tanh(Wn x + bn + r * (Un h + cn))
        h' = (1 - z) * n + z * h

        tensor weight_ih = [Wr; Wz; Wn]
        tensor weight_hh = [Ur; Uz; Un]
        tensor bias_ih   = [br; bz; bn]
        tensor bias_hh   = [cr; cz; cn]
        """;

    /// <summary>Cho et al. 2014 as printed: the reset gate acts before the product.</summary>
    public const string GruResetBefore = """
        r  = sigmoid(Wr x + Ur h + br)
        z  = sigmoid(Wz x + Uz h + bz)
        n  = tanh(Wn x + Un (r * h) + bn)
        h' = (1 - z) * n + z * h
        """;

    /// <summary>Feng et al. 2024.</summary>
    public const string MinGru = """
        z  = sigmoid(Wz x + bz)
        n  = Wn x + bn
        h' = (1 - z) * h + z * n
        """;

    /// <summary>Feng et al. 2024.</summary>
    public const string MinLstm = """
        f  = sigmoid(Wf x + bf)
        i  = sigmoid(Wi x + bi)
        n  = Wn x + bn
        h' = f / (f + i) * h + i / (f + i) * n
        """;

    /// <summary>Li et al. 2018.</summary>
    public const string IndRnn = "h' = tanh(W x + u * h + b)";

    /// <summary>Sak et al. 2014: the output is projected to half the cells.</summary>
    public const string ProjectedLstm = """
        size P = H / 2
        state h : P
        param V : P x H
        i  = sigmoid(Wi x + Ui h + bi)
        f  = sigmoid(Wf x + Uf h + bf)
        g  = tanh(Wg x + Ug h + bg)
        o  = sigmoid(Wo x + Uo h + bo)
        c' = f * c + i * g
        h' = V (o * tanh(c'))
        """;

    /// <summary>Jordan's and Elman's textbook form: an output of its own.</summary>
    public const string OwnOutput = """
        size O = 3
        param V : O x H
        h' = tanh(W x + U h + b)
        y  = V h' + c
        """;

    /// <summary>Every spec of this class with a name to tell it by.</summary>
    public static IReadOnlyDictionary<string, string> Printed { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["elman"] = Elman,
        ["lstm"] = Lstm,
        ["gru"] = Gru,
        ["gru-reset-before"] = GruResetBefore,
        ["mingru"] = MinGru,
        ["projected-lstm"] = ProjectedLstm,
        ["indrnn"] = IndRnn,
        ["own-output"] = OwnOutput,
    };

    /// <summary>A source of these equations under a fixed name.</summary>
    public static CellSource Source(string equations, string className = "SampleCell", string @namespace = "Sample") =>
        new(className, @namespace, "sample", "A sample.", equations);
}
