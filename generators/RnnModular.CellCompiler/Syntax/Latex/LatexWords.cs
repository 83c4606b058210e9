namespace RnnModular.CellCompiler.Syntax.Latex;

/// <summary>What LaTeX's commands stand for in the cell language.</summary>
static class LatexWords
{
    /// <summary>Commands that are a letter, a sign or a function.</summary>
    public static IReadOnlyDictionary<string, string> Signs { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alpha"] = "α",
        ["beta"] = "β",
        ["gamma"] = "γ",
        ["delta"] = "δ",
        ["epsilon"] = "ε",
        ["varepsilon"] = "ε",
        ["zeta"] = "ζ",
        ["eta"] = "η",
        ["theta"] = "θ",
        ["vartheta"] = "θ",
        ["iota"] = "ι",
        ["kappa"] = "κ",
        ["lambda"] = "λ",
        ["mu"] = "μ",
        ["nu"] = "ν",
        ["xi"] = "ξ",
        ["omicron"] = "ο",
        ["pi"] = "pi",
        ["rho"] = "ρ",
        ["varrho"] = "ρ",
        ["sigma"] = "σ",
        ["varsigma"] = "ς",
        ["tau"] = "τ",
        ["upsilon"] = "υ",
        ["phi"] = "φ",
        ["varphi"] = "φ",
        ["chi"] = "χ",
        ["psi"] = "ψ",
        ["omega"] = "ω",
        ["Gamma"] = "Γ",
        ["Delta"] = "Δ",
        ["Theta"] = "Θ",
        ["Lambda"] = "Λ",
        ["Xi"] = "Ξ",
        ["Pi"] = "Π",
        ["Sigma"] = "Σ",
        ["Upsilon"] = "Υ",
        ["Phi"] = "Φ",
        ["Psi"] = "Ψ",
        ["Omega"] = "Ω",
        ["nabla"] = "∇",
        ["partial"] = "∂",
        ["ell"] = "ℓ",
        ["tanh"] = "tanh",
        ["sin"] = "sin",
        ["cos"] = "cos",
        ["exp"] = "exp",
        ["log"] = "log",
        ["ln"] = "ln",
        ["max"] = "max",
        ["min"] = "min",
        ["odot"] = "⊙",
        ["circ"] = "∘",
        ["cdot"] = "·",
        ["bullet"] = "∘",
        ["ast"] = "*",
        ["star"] = "*",
        ["times"] = "×",
        ["otimes"] = "⊗",
        ["oplus"] = "⊕",
        ["top"] = "⊤",
        ["intercal"] = "⊤",
        ["prime"] = "'",
        ["langle"] = "<",
        ["rangle"] = ">",
        ["lt"] = "<",
        ["gt"] = ">",
        ["le"] = "≤",
        ["leq"] = "≤",
        ["ge"] = "≥",
        ["geq"] = "≥",
        ["vert"] = "|",
        ["lvert"] = "|",
        ["rvert"] = "|",
        ["mid"] = "|",
        ["Vert"] = "‖",
        ["lVert"] = "‖",
        ["rVert"] = "‖",
        ["gets"] = "=",
        ["leftarrow"] = "=",
        ["coloneqq"] = "=",
        ["triangleq"] = "=",
        ["equiv"] = "=",
        ["lbrack"] = "[",
        ["rbrack"] = "]",
        ["dots"] = "…",
        ["ldots"] = "…",
        ["cdots"] = "…",
        ["|"] = "‖",
        ["{"] = "(",
        ["}"] = ")",
        ["_"] = "_",
        ["lbrace"] = "(",
        ["rbrace"] = ")",
        ["dagger"] = "†",
    };

    /// <summary>Marks over a letter, as Unicode combines them.</summary>
    public static IReadOnlyDictionary<string, string> Marks { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["tilde"] = "\u0303",
        ["widetilde"] = "\u0303",
        ["hat"] = "\u0302",
        ["widehat"] = "\u0302",
        ["bar"] = "\u0304",
        ["overline"] = "\u0304",
        ["dot"] = "\u0307",
        ["ddot"] = "\u0308",
        ["vec"] = "\u20D7",
        ["check"] = "\u030C",
        ["breve"] = "\u0306",
        ["acute"] = "\u0301",
        ["grave"] = "\u0300",
    };

    /// <summary>Commands that only change how their argument looks.</summary>
    public static ISet<string> Fonts { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "mathbf", "boldsymbol", "bm", "pmb", "mathrm", "mathit", "mathcal", "mathsf", "mathbb", "mathfrak", "mathscr", "mathtt", "mathnormal", "text", "textbf",
        "textit", "textrm", "textsf", "texttt", "mbox", "hbox", "operatorname", "mathop", "mathbin", "mathrel", "underline", "boxed", "ensuremath",
    };

    /// <summary>Commands that say nothing here.</summary>
    public static ISet<string> Silent { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "middle", "displaystyle", "textstyle",
        "limits", "nolimits", "nonumber", "notag", "bf", "rm", "it", "cal", "allowbreak", "quad", "qquad", "enspace", "thinspace", "noindent", "hfill",
        ",", ";", ":", "!", " ", "/", "-", "(", ")", "[", "]",
    };

    /// <summary>Commands dropped with the argument in braces behind them.</summary>
    public static ISet<string> Dropped { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "begin", "end", "label", "tag", "tag*", "hspace", "vspace", "phantom", "vphantom", "hphantom",
    };
}
