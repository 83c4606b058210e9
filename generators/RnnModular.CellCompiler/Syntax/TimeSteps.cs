using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>
/// The way papers write time: <c>h_t = tanh(W x_t + U h_{t-1})</c>, or <c>h_{t+1} = tanh(W x_t + U h_t)</c>. What some place
/// reads from the step before is a state, so its later step is h' and its earlier one is h; every other <c>z_t</c> is z.
/// </summary>
sealed class TimeSteps
{
    const string Input = "x";

    // Ends of names that tell the step; the first that fits counts.
    static readonly (string Suffix, Step Step)[] Suffixes = [("ₜ₋1", Step.Before), ("ₜ", Step.Now), ("_t", Step.Now)];

    readonly List<Token> _tokens;
    readonly DiagnosticBag _diagnostics;
    readonly List<(Token Token, Step Step)> _marked = [];

    TimeSteps(List<Token> tokens, DiagnosticBag diagnostics) => (_tokens, _diagnostics) = (tokens, diagnostics);

    enum Step
    {
        Unmarked,
        Before,
        Now,
        After,
    }

    /// <summary>The tokens of a spec, in the language's own way of writing time.</summary>
    public static List<Token> Resolve(List<Token> tokens, DiagnosticBag diagnostics) => new TimeSteps(tokens, diagnostics).Run();

    List<Token> Run()
    {
        for (int at = 0; at < _tokens.Count;)
        {
            at += Mark(at);
        }

        HashSet<string> ahead = Names(Step.After);
        HashSet<string> states = Names(Step.Before);
        states.UnionWith(ahead);
        states.Remove(Input);
        bool isPaper = states.Count > 0;
        return [.. _marked.Select(m => Resolved(m.Token, ahead.Contains(m.Token.Text) && m.Step != Step.Unmarked ? m.Step - 1 : m.Step, m.Step != Step.Unmarked, states, isPaper))];
    }

    HashSet<string> Names(Step step) => [.. _marked.Where(m => m.Step == step).Select(m => m.Token.Text)];

    /// <summary>Takes a name and its subscript together; how many tokens those are.</summary>
    int Mark(int at)
    {
        Token token = _tokens[at];
        if (token.Kind != TokenKind.Name)
        {
            _marked.Add((token, Step.Unmarked));
            return 1;
        }

        // h_{t-1}, h_{t}, h_{t+1}, h[t-1], h[t], h[t+1].
        bool braces = token.Text.Length > 1 && token.Text[token.Text.Length - 1] == '_';
        (TokenKind open, TokenKind close) = braces ? (TokenKind.OpenBrace, TokenKind.CloseBrace) : (TokenKind.OpenBracket, TokenKind.CloseBracket);
        string name = braces ? token.Text.Substring(0, token.Text.Length - 1) : token.Text;
        if (Is(at + 1, open) && Is(at + 2, TokenKind.Name, "t"))
        {
            Step shift = !Is(at + 4, TokenKind.Number, "1") ? Step.Now : Is(at + 3, TokenKind.Minus) ? Step.Before : Is(at + 3, TokenKind.Plus) ? Step.After : Step.Now;
            int last = shift == Step.Now ? at + 3 : at + 5;
            if (Is(last, close))
            {
                TextSpan span = new(token.Span.Start, _tokens[last].Span.End - token.Span.Start);
                _marked.Add((token with { Text = name, Span = span }, shift));
                return last - at + 1;
            }
        }

        (string suffix, Step step) = Suffixes.FirstOrDefault(m => token.Text.Length > m.Suffix.Length && token.Text.EndsWith(m.Suffix, StringComparison.Ordinal));
        _marked.Add((suffix is null ? token : token with { Text = token.Text.Substring(0, token.Text.Length - suffix.Length) }, step));
        return 1;
    }

    Token Resolved(Token token, Step step, bool wasMarked, HashSet<string> states, bool isPaper)
    {
        if (token.Text == Input && step == Step.Before)
        {
            _diagnostics.Report(Rules.UnexpectedToken, token.Span, "'x' of the step before", "carry it in a state of its own, with state p : I and p' = x, and write p here");
        }
        else if (step == Step.Unmarked && wasMarked)
        {
            // h_{t+1} of h_{t-1} is two steps apart.
            _diagnostics.Report(Rules.UnexpectedToken, token.Span, $"'{token.Text}' of two steps before", $"carry it in a state of its own, with p' = {token.Text}, and write p here");
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
