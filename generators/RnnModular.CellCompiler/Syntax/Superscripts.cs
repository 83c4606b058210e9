using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>
/// What papers raise behind a name without meaning a power: labels (<c>W^{(z)}</c>, <c>W^f</c>, <c>C^S</c>) become part of
/// the name, and the time (<c>h^{(t-1)}</c>, <c>a^{&lt;t&gt;}</c>, <c>h(t-1)</c>) goes down to where subscripts of time stand.
/// </summary>
sealed class Superscripts
{
    // What is known before a measurement, as filters write it: P^-.
    const string Minus = "minus";
    const string Plus = "plus";

    readonly List<Token> _tokens;
    readonly string _time;
    readonly List<Token> _read = [];

    // C^S = … is an equation for C_S, so C^S is no power anywhere; and where W^f is a weight, b^f is its bias.
    readonly HashSet<(string Name, string Label)> _pairs = [];
    readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    readonly HashSet<string> _values = new(StringComparer.Ordinal);

    // W^1 and W^2 are two weights, where W^2 alone would be a power.
    readonly HashSet<(string Name, string Number)> _numbered = [];
    readonly bool _countsInParentheses;

    // True where nothing else tells the step before.
    readonly bool _isFlat;

    Superscripts(List<Token> tokens, string time)
    {
        (_tokens, _time) = (tokens, time);
        for (int at = 0; at < tokens.Count; at++)
        {
            _countsInParentheses |= TimeLength(at, TokenKind.OpenParenthesis, TokenKind.CloseParenthesis, out string? shift) > 0 && shift == "-" && at > 0 && tokens[at - 1].Kind == TokenKind.Name;
            Collect(at);
        }

        _isFlat = !_countsInParentheses && !Enumerable.Range(0, tokens.Count).Any(at => tokens[at].Kind is TokenKind.OpenBrace or TokenKind.OpenBracket
            && (TimeLength(at, tokens[at].Kind, tokens[at].Kind == TokenKind.OpenBrace ? TokenKind.CloseBrace : TokenKind.CloseBracket, out string? shift) > 0 && shift is not null));
    }

    /// <summary>The tokens with every such name written in one.</summary>
    /// <param name="tokens">What the lexer found.</param>
    /// <param name="time">The letter that counts steps.</param>
    public static List<Token> Resolve(List<Token> tokens, string time) => new Superscripts(tokens, time).Run();

    // No space between any of the three.
    bool FlatStep(int at) => _tokens[at].Text.EndsWith("_" + _time, StringComparison.Ordinal) && Is(at + 1, TokenKind.Minus) && Is(at + 2, TokenKind.Number, "1")
        && _tokens[at + 1].Span.Start == _tokens[at].Span.End && _tokens[at + 2].Span.Start == _tokens[at + 1].Span.End;

    void Collect(int at)
    {
        bool begins = at == 0 || _tokens[at - 1].Kind == TokenKind.EndOfLine;
        if (_tokens[at].Kind != TokenKind.Name)
        {
            return;
        }

        string name = Base(_tokens[at].Text);
        int caret = at + 1 + Subscript(at + 1);
        string? label = Is(caret, TokenKind.Caret) ? Label(caret + 1, out _) : null;
        if (begins)
        {
            _values.Add(name);
        }

        if (label is not null && begins)
        {
            _pairs.Add((name, label));
        }
        else if (label is not null && char.IsDigit(label[0]))
        {
            _numbered.Add((name, label));
        }
        else if (label is not null && char.IsUpper(name[0]) && char.IsLetter(label[0]) && label != "T")
        {
            _labels.Add(label);
        }
    }

    List<Token> Run()
    {
        for (int at = 0; at < _tokens.Count;)
        {
            at = _tokens[at].Kind == TokenKind.Name ? Name(at) : Plain(at);
        }

        return _read;
    }

    int Plain(int at)
    {
        _read.Add(_tokens[at]);
        return at + 1;
    }

    /// <summary>Reads a name with what is raised behind it; where it ends.</summary>
    int Name(int at)
    {
        Token name = _tokens[at];
        int below = Subscript(at + 1);
        int caret = at + 1 + below;
        int time = TimeLength(at + 1, TokenKind.OpenParenthesis, TokenKind.CloseParenthesis, out string? shift);
        if (time > 0 && (shift == "-" || _countsInParentheses))
        {
            // h(t-1), where a function of the time is meant.
            return Timed(name, at + 1, time);
        }

        if (Is(at + 1, TokenKind.OpenBrace) && name.Text.EndsWith("_", StringComparison.Ordinal) && Bracketed(at + 1) is var bracketed && bracketed > 0)
        {
            // h_{<t-1>}, h_{(t-1)}.
            return Timed(name with { Text = name.Text.TrimEnd('_') }, at + 1, bracketed);
        }

        if (_isFlat && FlatStep(at) && _values.Contains(Base(name.Text)))
        {
            // h_t-1, as it is copied from a page.
            Token last = _tokens[at + 2];
            _read.Add(name with { Text = Base(name.Text) + "_" });
            _read.Add(new Token(TokenKind.OpenBrace, "{", name.Span));
            _read.Add(new Token(TokenKind.Name, _time, name.Span));
            _read.Add(_tokens[at + 1]);
            _read.Add(last);
            _read.Add(new Token(TokenKind.CloseBrace, "}", last.Span));
            return at + 3;
        }

        if (!Is(caret, TokenKind.Caret))
        {
            return Plain(at);
        }

        int raised = below > 0 ? 0 : Is(caret + 1, TokenKind.Name, _time) ? 1 : TimeLength(caret + 1, TokenKind.OpenBrace, TokenKind.CloseBrace, out _) is var braced && braced > 0 ? braced : Bracketed(caret + 1);
        if (raised > 0)
        {
            return Timed(name, caret + 1, raised);
        }

        if (Label(caret + 1, out int length) is not { } label || !IsLabel(Base(name.Text), label, caret + 1))
        {
            return Plain(at);
        }

        return Labelled(name, label, at + 1, below, caret + 1 + length);
    }

    /// <summary>W, its label and what stands below it: <c>h_t^{(1)}</c> and <c>h^{(1)}_t</c> are h_1 at t.</summary>
    int Labelled(Token name, string label, int subscript, int below, int end)
    {
        string text = name.Text;
        string step = "";
        foreach (string suffix in new[] { "_", "_" + _time })
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && (suffix.Length > 1 || below > 0))
            {
                (text, step) = (text.Substring(0, text.Length - suffix.Length), suffix);
            }
        }

        if (Is(end, TokenKind.Name) && _tokens[end].Text[0] == '_')
        {
            // What stands below behind the label: W^{(z)}_x, h^{(1)}_t, h^{(1)}_{t-1}.
            step = _tokens[end].Text;
            end++;
        }

        _read.Add(name with { Text = $"{text}_{label}{step}", Span = new TextSpan(name.Span.Start, _tokens[end - 1].Span.End - name.Span.Start) });
        _read.AddRange(_tokens.GetRange(subscript, below));
        return end;
    }

    /// <summary>h_{t-1}, in the tokens in which the lexer gives it.</summary>
    int Timed(Token name, int from, int length)
    {
        _read.Add(name with { Text = name.Text + "_" });
        _read.Add(new Token(TokenKind.OpenBrace, "{", _tokens[from].Span));
        _read.AddRange(_tokens.GetRange(from, length).Where(t => t.Kind is TokenKind.Name or TokenKind.Minus or TokenKind.Plus or TokenKind.Number));
        _read.Add(new Token(TokenKind.CloseBrace, "}", _tokens[from + length - 1].Span));
        return from + length;
    }

    bool IsLabel(string name, string label, int at) =>
        _pairs.Contains((name, label))
        || (Is(at, TokenKind.OpenBrace) && Is(at + 1, TokenKind.OpenParenthesis))
        || label is Minus or Plus
        || (IsNumbered(name) && !_values.Contains(name) && name != "x" && (char.IsUpper(name[0]) || _numbered.Any(n => char.IsUpper(n.Name[0]) && IsNumbered(n.Name))) && char.IsDigit(label[0]))
        || (label != "T" && char.IsLetter(label[0]) && _labels.Contains(label) && (char.IsUpper(name[0]) || !_values.Contains(name)));

    bool IsNumbered(string name) => _numbered.Count(n => n.Name == name) > 1;

    /// <summary>The word or number raised at a place: <c>f</c>, <c>{xh}</c>, <c>{(1)}</c>; null for anything else.</summary>
    string? Label(int at, out int length)
    {
        bool isBraced = Is(at, TokenKind.OpenBrace);
        int sign = isBraced ? at + 1 : at;
        if (Is(sign, TokenKind.Minus) || Is(sign, TokenKind.Plus))
        {
            // No operand follows, so it is no negative exponent.
            length = isBraced ? 3 : 1;
            bool isAlone = isBraced ? Is(at + 2, TokenKind.CloseBrace) : !(at + 1 < _tokens.Count && _tokens[at + 1].Kind is TokenKind.Name or TokenKind.PrimedName or TokenKind.Number or TokenKind.OpenBrace)
                && !(Is(at + 1, TokenKind.OpenParenthesis) && _tokens[at + 1].Span.Start == _tokens[at].Span.End);
            return !isAlone ? null : Is(sign, TokenKind.Minus) ? Minus : Plus;
        }

        bool isEnclosed = isBraced && Is(at + 1, TokenKind.OpenParenthesis);
        int word = at + (isEnclosed ? 2 : isBraced ? 1 : 0);
        length = isEnclosed ? 5 : isBraced ? 3 : 1;
        bool isWord = Is(word, TokenKind.Name) || (Is(word, TokenKind.Number) && _tokens[word].Text.All(char.IsDigit));
        bool isClosed = (!isEnclosed || Is(word + 1, TokenKind.CloseParenthesis)) && (!isBraced || Is(at + length - 1, TokenKind.CloseBrace));
        return isWord && isClosed ? _tokens[word].Text : null;
    }

    // The braces of h_{t-1} behind "h_".
    int Subscript(int at) => _tokens[at - 1].Text.EndsWith("_", StringComparison.Ordinal) ? TimeLength(at, TokenKind.OpenBrace, TokenKind.CloseBrace, out _) : 0;

    string Base(string name) =>
        name.EndsWith("_" + _time, StringComparison.Ordinal) && name.Length > _time.Length + 1 ? name.Substring(0, name.Length - _time.Length - 1)
        : name.TrimEnd('_') is { Length: > 0 } bare ? bare
        : name;

    /// <summary>The tokens of <c>&lt;t-1&gt;</c>, <c>{&lt;t&gt;}</c> or <c>{(t)}</c>; 0 where none of them stands.</summary>
    int Bracketed(int at)
    {
        int inside = Is(at, TokenKind.OpenBrace) ? at + 1 : at;
        int length = TimeLength(inside, TokenKind.Less, TokenKind.Greater, out _);
        if (length == 0 && inside > at)
        {
            length = TimeLength(inside, TokenKind.OpenParenthesis, TokenKind.CloseParenthesis, out _);
        }

        return length == 0 ? 0 : inside == at ? length : Is(inside + length, TokenKind.CloseBrace) ? length + 2 : 0;
    }

    /// <summary>The tokens of <c>{t}</c>, <c>{t-1}</c> and the like, within brackets of a kind; 0 where it is something else.</summary>
    int TimeLength(int at, TokenKind open, TokenKind close, out string? shift)
    {
        shift = null;
        if (!Is(at, open) || !Is(at + 1, TokenKind.Name, _time))
        {
            return 0;
        }

        if (Is(at + 2, TokenKind.Minus) || Is(at + 2, TokenKind.Plus))
        {
            shift = Is(at + 2, TokenKind.Minus) ? "-" : "+";
            return Is(at + 3, TokenKind.Number) && Is(at + 4, close) ? 5 : 0;
        }

        return Is(at + 2, close) ? 3 : 0;
    }

    bool Is(int at, TokenKind kind, string? text = null) => at < _tokens.Count && _tokens[at].Kind == kind && (text is null || _tokens[at].Text == text);
}
