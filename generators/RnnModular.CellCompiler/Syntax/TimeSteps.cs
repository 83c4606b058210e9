using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>
/// The way papers write time: <c>h_t = tanh(W x_t + U h_{t-1})</c>. What some place reads from the step before is a state,
/// so its <c>h_t</c> is h' and its <c>h_{t-1}</c> is h; every other <c>z_t</c> is z.
/// </summary>
sealed class TimeSteps
{
    const string Input = "x";

    readonly List<Token> _tokens;
    readonly DiagnosticBag _diagnostics;
    readonly List<(Token Token, Step Step)> _marked = [];

    TimeSteps(List<Token> tokens, DiagnosticBag diagnostics) => (_tokens, _diagnostics) = (tokens, diagnostics);

    enum Step
    {
        Unmarked,
        Now,
        Before,
    }

    /// <summary>The tokens of a spec, in the language's own way of writing time.</summary>
    public static List<Token> Resolve(List<Token> tokens, DiagnosticBag diagnostics) => new TimeSteps(tokens, diagnostics).Run();

    List<Token> Run()
    {
        for (int at = 0; at < _tokens.Count;)
        {
            at += Mark(at);
        }

        HashSet<string> states = [.. _marked.Where(m => m.Step == Step.Before && m.Token.Text != Input).Select(m => m.Token.Text)];
        bool isPaper = states.Count > 0;
        return [.. _marked.Select(m => Resolved(m.Token, m.Step, states, isPaper))];
    }

    /// <summary>Takes a name and its subscript together; how many tokens those are.</summary>
    int Mark(int at)
    {
        Token token = _tokens[at];
        if (token.Kind != TokenKind.Name)
        {
            _marked.Add((token, Step.Unmarked));
            return 1;
        }

        // h_{t-1}, h_{t}, h[t-1], h[t].
        bool braces = token.Text.Length > 1 && token.Text[token.Text.Length - 1] == '_';
        (TokenKind open, TokenKind close) = braces ? (TokenKind.OpenBrace, TokenKind.CloseBrace) : (TokenKind.OpenBracket, TokenKind.CloseBracket);
        string name = braces ? token.Text.Substring(0, token.Text.Length - 1) : token.Text;
        if (Is(at + 1, open) && Is(at + 2, TokenKind.Name, "t"))
        {
            bool before = Is(at + 3, TokenKind.Minus) && Is(at + 4, TokenKind.Number, "1");
            int last = before ? at + 5 : at + 3;
            if (Is(last, close))
            {
                TextSpan span = new(token.Span.Start, _tokens[last].Span.End - token.Span.Start);
                _marked.Add((token with { Text = name, Span = span }, before ? Step.Before : Step.Now));
                return last - at + 1;
            }
        }

        (string Suffix, Step Step)[] marks = [("ₜ₋1", Step.Before), ("ₜ", Step.Now), ("_t", Step.Now)];
        (string suffix, Step step) = marks.FirstOrDefault(m => token.Text.Length > m.Suffix.Length && token.Text.EndsWith(m.Suffix, StringComparison.Ordinal));
        _marked.Add((suffix is null ? token : token with { Text = token.Text.Substring(0, token.Text.Length - suffix.Length) }, step));
        return 1;
    }

    Token Resolved(Token token, Step step, HashSet<string> states, bool isPaper)
    {
        if (token.Text == Input && step == Step.Before)
        {
            _diagnostics.Report(Rules.UnexpectedToken, token.Span, "'x' of the step before", "carry it in a state of its own, with state p : I and p' = x, and write p here");
        }

        // Without anything from the step before, v_t is a name like any other.
        string text = step == Step.Now && !isPaper && token.Text != Input ? token.Text + "_t" : token.Text;
        return token with
        {
            Text = text,
            Kind = step == Step.Now && states.Contains(token.Text) ? TokenKind.PrimedName : token.Kind,
        };
    }

    bool Is(int at, TokenKind kind, string? text = null) => at < _tokens.Count && _tokens[at].Kind == kind && (text is null || _tokens[at].Text == text);
}
