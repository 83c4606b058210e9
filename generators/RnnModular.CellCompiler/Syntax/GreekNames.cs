namespace RnnModular.CellCompiler.Syntax;

/// <summary>Greek letters have names: where a spec says <c>const beta = 0.9</c>, its β is beta.</summary>
static class GreekNames
{
    static readonly Dictionary<char, string> Letters = new()
    {
        ['α'] = "alpha",
        ['β'] = "beta",
        ['γ'] = "gamma",
        ['δ'] = "delta",
        ['ε'] = "epsilon",
        ['ϵ'] = "epsilon",
        ['ζ'] = "zeta",
        ['η'] = "eta",
        ['θ'] = "theta",
        ['ϑ'] = "theta",
        ['ι'] = "iota",
        ['κ'] = "kappa",
        ['λ'] = "lambda",
        ['μ'] = "mu",
        ['µ'] = "mu",
        ['ν'] = "nu",
        ['ξ'] = "xi",
        ['ρ'] = "rho",
        ['σ'] = "sigma",
        ['τ'] = "tau",
        ['υ'] = "upsilon",
        ['φ'] = "phi",
        ['ϕ'] = "phi",
        ['χ'] = "chi",
        ['ψ'] = "psi",
        ['ω'] = "omega",
        ['Γ'] = "Gamma",
        ['Δ'] = "Delta",
        ['∆'] = "Delta",
        ['Θ'] = "Theta",
        ['Λ'] = "Lambda",
        ['Ξ'] = "Xi",
        ['Π'] = "Pi",
        ['Σ'] = "Sigma",
        ['Φ'] = "Phi",
        ['Ψ'] = "Psi",
        ['Ω'] = "Omega",
    };

    static readonly HashSet<string> Words = [.. Letters.Values];

    /// <summary>The tokens, with the letter of a name that is also spelled spelled throughout.</summary>
    public static List<Token> Resolve(List<Token> tokens)
    {
        HashSet<string> names = [.. tokens.Where(IsName).Select(t => t.Text)];
        return [.. tokens.Select(t => IsName(t) && t.Text.Any(Letters.ContainsKey) && Spelled(t.Text) is var spelled && names.Contains(spelled) ? t with { Text = spelled } : t)];
    }

    /// <summary>True for a small Greek letter, spelled or not, with at most a number below it: papers write numbers so.</summary>
    public static bool IsNumber(string name)
    {
        string letter = name.TrimEnd("_0123456789".ToCharArray());
        string spelled = letter.Length == 1 && Letters.TryGetValue(letter[0], out string? word) ? word : letter;
        return Words.Contains(spelled) && char.IsLower(spelled[0]);
    }

    static bool IsName(Token token) => token.Kind is TokenKind.Name or TokenKind.PrimedName;

    static string Spelled(string name) => string.Concat(name.Select(c => Letters.TryGetValue(c, out string? word) ? word : c.ToString()));
}
