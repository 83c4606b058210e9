using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>
/// The way papers write time: <c>h_t = tanh(W x_t + U h_{t-1})</c>, or <c>h_{t+1} = tanh(W x_t + U h_t)</c>. What some place
/// reads from the step before is a state, so its later step is h' and its earlier one is h; every other <c>z_t</c> is z.
/// What lies further back, <c>x_{t-1}</c> and <c>h_{t-2}</c>, is carried by states of its own.
/// </summary>
sealed class TimeSteps
{
    const string Input = "x";

    // Further back than any paper's taps.
    const int MostSteps = 64;

    readonly string _time;
    readonly List<Token> _tokens;
    readonly DiagnosticBag _diagnostics;

    // Steps from t, null where nothing tells the time.
    readonly List<(Token Token, int? Step)> _marked = [];

    TimeSteps(List<Token> tokens, DiagnosticBag diagnostics) =>
        (_time, _diagnostics, _tokens) = (Letter(tokens), diagnostics, Superscripts.Resolve(tokens, Letter(tokens)));

    /// <summary>The tokens of a spec, in the language's own way of writing time.</summary>
    public static List<Token> Resolve(List<Token> tokens, DiagnosticBag diagnostics) => new TimeSteps(tokens, diagnostics).Run();

    /// <summary>The letter that counts steps: t, unless another one does as in <c>S_n = S_{n-1} + …</c>.</summary>
    static string Letter(List<Token> tokens)
    {
        bool Has(string letter) => Enumerable.Range(0, Math.Max(tokens.Count - 4, 0)).Any(at =>
            tokens[at] is { Kind: TokenKind.Name } name && name.Text.EndsWith("_", StringComparison.Ordinal) && tokens[at + 1].Kind == TokenKind.OpenBrace
            && tokens[at + 2] is { Kind: TokenKind.Name } index && index.Text == letter && tokens[at + 3].Kind is TokenKind.Minus or TokenKind.Plus && tokens[at + 4].Text == "1");
        return new[] { "t", "n", "k", "i" }.FirstOrDefault(Has) ?? "t";
    }

    List<Token> Run()
    {
        for (int at = 0; at < _tokens.Count;)
        {
            at += Mark(at);
        }

        CodedNames.Mark(_marked);
        NameInput();
        Lower();

        // Where h_{t+1} is made, t + 1 is the step that runs.
        HashSet<string> ahead = [.. _marked.Where(m => m.Step == 1).Select(m => m.Token.Text)];
        HashSet<string> states = [.. _marked.Where(m => m.Step < 0).Select(m => m.Token.Text), .. ahead];
        states.Remove(Input);
        states.UnionWith(ReadByThemselves());
        HashSet<string> others = Others(states);
        var delays = new Delays(_tokens);
        List<Token> resolved = [.. _marked.Select(m => Resolved(m.Token, ahead.Contains(m.Token.Text) ? m.Step - 1 : m.Step, states, others, delays))];
        if (delays.Count > Delays.Most)
        {
            _diagnostics.Report(Rules.UnexpectedToken, delays.Span, "number of steps carried", $"values further back than one step may come to {Delays.Most} states at most; read fewer of them, or carry several in one state by concat and slice");
            return resolved;
        }

        resolved.InsertRange(resolved.Count - 1, delays.Lines());
        return resolved;
    }

    /// <summary>Takes a name and its subscript together; how many tokens those are.</summary>
    int Mark(int at)
    {
        Token token = _tokens[at];
        if (token.Kind != TokenKind.Name)
        {
            _marked.Add((token, null));
            return 1;
        }

        // h_{t-1}, h_{t}, h_{t+1}, h[t-1], h[t], h[t+1].
        bool braces = token.Text.Length > 1 && token.Text[token.Text.Length - 1] == '_';
        (TokenKind open, TokenKind close) = braces ? (TokenKind.OpenBrace, TokenKind.CloseBrace) : (TokenKind.OpenBracket, TokenKind.CloseBracket);
        string name = braces ? token.Text.Substring(0, token.Text.Length - 1) : token.Text;
        if (Is(at + 1, open) && Is(at + 2, TokenKind.Name) && _tokens[at + 2].Text == _time)
        {
            int sign = Is(at + 3, TokenKind.Minus) ? -1 : Is(at + 3, TokenKind.Plus) ? 1 : 0;
            int last = sign == 0 ? at + 3 : at + 5;
            if (Is(last, close) && Shift(sign, at + 4) is { } shift)
            {
                TextSpan span = new(token.Span.Start, _tokens[last].Span.End - token.Span.Start);
                _marked.Add((token with { Text = name, Span = span }, shift));
                return last - at + 1;
            }
        }

        // Ends of names that tell the step; the first that fits counts.
        (string suffix, int step) = new[] { ("ₜ₋1", -1), ("ₜ", 0), ("_" + _time, 0) }.FirstOrDefault(m => token.Text.Length > m.Item1.Length && token.Text.EndsWith(m.Item1, StringComparison.Ordinal));
        _marked.Add(suffix is null ? (token, null) : (token with { Text = token.Text.Substring(0, token.Text.Length - suffix.Length) }, step));
        return 1;
    }

    /// <summary>How many steps a number says; null where that is not told in whole ones.</summary>
    int? Shift(int sign, int number) => sign == 0 ? 0
        : Is(number, TokenKind.Number) && int.TryParse(_tokens[number].Text, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps is > 0 and <= MostSteps && (sign < 0 || steps == 1) ? sign * steps
        : null;

    /// <summary>Names that an equation like <c>h_t = tanh(W x_t + U h)</c> makes of their own value before, which nothing marks.</summary>
    IEnumerable<string> ReadByThemselves()
    {
        HashSet<string> declared = [.. Enumerable.Range(0, _marked.Count).Where(IsDeclared).Select(at => _marked[at].Token.Text)];
        string? target = null;
        for (int at = 0; at < _marked.Count; at++)
        {
            (Token token, int? step) = _marked[at];
            target = Begins(at) ? (step == 0 ? token.Text : null) : target;
            if (step is null && token.Kind == TokenKind.Name && token.Text == target && !declared.Contains(target) && !target.StartsWith("Δ", StringComparison.Ordinal))
            {
                yield return target;
            }
        }
    }

    /// <summary>
    /// Where x stands nowhere, the one name with a step that nothing defines is the input: u_t, X_t. In <c>x_k = A x_{k-1} + B u_k</c>,
    /// as state spaces are written, it is u, and the state s.
    /// </summary>
    void NameInput()
    {
        bool isState = Enumerable.Range(0, _marked.Count).Any(at => Begins(at) && _marked[at] is { Step: not null, Token.Text: Input });
        if (!isState && _marked.Exists(m => m.Token.Text == Input && m.Token.Kind == TokenKind.Name))
        {
            return;
        }

        HashSet<string> known = [.. Enumerable.Range(0, _marked.Count).Where(at => Begins(at) || (at > 0 && IsKeyword(at - 1))).Select(at => _marked[at].Token.Text)];
        string[] open = [.. _marked.Where(m => m.Step is <= 0 && !known.Contains(m.Token.Text)).Select(m => m.Token.Text).Distinct()];
        if (open.Length == 1)
        {
            Rename(Input, _marked.Exists(m => m.Token.Text == "s") ? "state" : "s");
            Rename(open[0], Input);
        }
    }

    /// <summary>H_t and I_t, as some write values whose names are sizes here, are h_t and i_t.</summary>
    void Lower()
    {
        foreach ((string size, string value) in new[] { (Dim.Hidden.Text, "h"), (Dim.Input.Text, "i") })
        {
            if (!_marked.Exists(m => m.Token.Text == value && m.Token.Kind == TokenKind.Name))
            {
                Rename(size, value);
            }
        }
    }

    void Rename(string from, string to)
    {
        for (int at = 0; at < _marked.Count; at++)
        {
            _marked[at] = _marked[at] is var m && m.Token.Text == from && (m.Step is not null || (at > 0 && IsKeyword(at - 1) && _marked[at - 1].Token.Text is Keywords.State or Keywords.Init && from == Input)) ? (m.Token with { Text = to }, m.Step) : _marked[at];
        }
    }

    bool Begins(int at) => at == 0 || _marked[at - 1].Token.Kind is TokenKind.EndOfLine or TokenKind.Semicolon;

    bool IsKeyword(int at) => _marked[at] is { Token.Kind: TokenKind.Name, Step: null } word && Keywords.IsKeyword(word.Token.Text);

    bool IsDeclared(int at) => at > 0 && IsKeyword(at - 1) && _marked[at - 1].Token.Text is not (Keywords.State or Keywords.Init) && _marked[at].Step is null;

    /// <summary>Names that stand beside their like with a step for something else: Δt, a number, beside Δt_n; a = σ(Λ) beside a_t.</summary>
    HashSet<string> Others(HashSet<string> states)
    {
        // Without anything from the step before, v_t is a name like any other.
        if (states.Count == 0)
        {
            return [.. _marked.Where(m => m.Step == 0 && m.Token.Text != Input).Select(m => m.Token.Text)];
        }

        HashSet<string> others = [];
        HashSet<string> targets = [];
        string? target = null;
        for (int at = 0; at < _marked.Count; at++)
        {
            (Token token, int? step) = _marked[at];
            bool begins = Begins(at);
            target = !begins ? target : step == 0 ? token.Text : null;
            if (step is null && token.Kind == TokenKind.Name && !states.Contains(token.Text) && (IsDeclared(at) || token.Text == target))
            {
                others.Add(token.Text);
            }

            if (begins && step is 0 or null && token.Kind == TokenKind.Name && at + 1 < _marked.Count && _marked[at + 1].Token.Kind == TokenKind.Equals)
            {
                others.UnionWith(!states.Contains(token.Text) && targets.Contains((step is null ? "t " : "") + token.Text) ? [token.Text] : (string[])[]);
                targets.Add((step is null ? "" : "t ") + token.Text);
            }
        }

        return others;
    }

    Token Resolved(Token token, int? step, HashSet<string> states, HashSet<string> others, Delays delays)
    {
        if (step is null)
        {
            return token;
        }

        if (step < -1 || (step < 0 && token.Text == Input))
        {
            return token with { Text = delays.Name(token, -step.Value, isInput: token.Text == Input) };
        }

        return token with
        {
            Text = step == 0 && others.Contains(token.Text) ? $"{token.Text}_{_time}" : token.Text,
            Kind = step == 0 && states.Contains(token.Text) ? TokenKind.PrimedName : token.Kind,
        };
    }

    bool Is(int at, TokenKind kind) => at < _tokens.Count && _tokens[at].Kind == kind;
}
