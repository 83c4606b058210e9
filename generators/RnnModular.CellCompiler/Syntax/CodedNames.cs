namespace RnnModular.CellCompiler.Syntax;

/// <summary>The way programs write time: <c>h_next = … h</c>, or <c>h = … h_prev</c>.</summary>
static class CodedNames
{
    static readonly string[] After = ["_next", "_new"];
    static readonly string[] Before = ["_prev", "_old", "_last"];

    /// <summary>Gives such names their step.</summary>
    /// <param name="marked">All tokens with the steps they tell.</param>
    public static void Mark(List<(Token Token, int? Step)> marked)
    {
        HashSet<string> targets = [.. Places(marked, IsTarget)];
        HashSet<string> declared = [.. Places(marked, IsDeclared)];
        foreach (string name in Places(marked, (m, at) => m[at].Token.Kind == TokenKind.Name && m[at].Step is null).Distinct().ToList())
        {
            if (Base(name, After) is { } state && targets.Contains(name) && !targets.Contains(state) && state != "x")
            {
                Set(marked, name, state, 1);
            }
            else if (Base(name, Before) is { } later && targets.Contains(later) && !targets.Contains(name) && !declared.Contains(name))
            {
                Set(marked, name, later, -1);
            }
        }
    }

    static string? Base(string name, string[] endings) =>
        Array.Find(endings, e => name.Length > e.Length && name.EndsWith(e, StringComparison.Ordinal)) is { } ending ? name.Substring(0, name.Length - ending.Length) : null;

    // Beside h_next, h itself is of this step.
    static void Set(List<(Token Token, int? Step)> marked, string name, string state, int step)
    {
        if (!marked.Exists(m => m.Token.Text == state && m.Token.Kind == TokenKind.Name))
        {
            return;
        }

        for (int at = 0; at < marked.Count; at++)
        {
            (Token token, int? known) = marked[at];
            if (token.Kind == TokenKind.Name && known is null && !IsDeclared(marked, at))
            {
                marked[at] = token.Text == name ? (token with { Text = state }, step) : token.Text == state ? (token, 0) : marked[at];
            }
        }
    }

    static IEnumerable<string> Places(List<(Token Token, int? Step)> marked, Func<List<(Token Token, int? Step)>, int, bool> holds) =>
        Enumerable.Range(0, marked.Count).Where(at => holds(marked, at)).Select(at => marked[at].Token.Text);

    static bool IsTarget(List<(Token Token, int? Step)> marked, int at) =>
        marked[at] is { Token.Kind: TokenKind.Name, Step: null } && at + 1 < marked.Count && marked[at + 1].Token.Kind == TokenKind.Equals
        && (at == 0 || marked[at - 1].Token.Kind is TokenKind.EndOfLine or TokenKind.Semicolon or TokenKind.OpenBrace);

    static bool IsDeclared(List<(Token Token, int? Step)> marked, int at) =>
        at > 0 && marked[at - 1] is { Token.Kind: TokenKind.Name, Step: null } before && Keywords.IsKeyword(before.Token.Text) && marked[at].Token.Kind == TokenKind.Name;
}
