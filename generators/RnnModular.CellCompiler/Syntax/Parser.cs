using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Syntax.Latex;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Reads a spec by recursive descent. After a mistake it goes on with the next line, so that each line can report its own.</summary>
sealed partial class Parser(List<Token> tokens, DiagnosticBag diagnostics)
{
    // Deeper nesting than any paper's; beyond it recursion would endanger the stack.
    const int MaximumDepth = 128;

    // Passes follow an equation's operations one inside the other; this bounds them all.
    const int MaximumOperations = 200;

    const int Comparisons = 1;
    const int LooseOperators = 2;
    const int TightOperators = 3;

    HashSet<string>? _alone;
    bool _inInitial;
    int _position;
    int _depth;
    int _operations;

    Token Current => tokens[_position];

    /// <summary>Parses the spec text.</summary>
    public static SpecSyntax Parse(string text, DiagnosticBag diagnostics)
    {
        List<Token> tokens = new Lexer(ReadableText.Of(text), diagnostics).Run();
        return new Parser(GreekNames.Resolve(TimeSteps.Resolve(tokens, diagnostics)), diagnostics).Spec();
    }

    SpecSyntax Spec()
    {
        var statements = new List<StatementSyntax>();
        Define();
        _position = 0;
        while (Current.Kind != TokenKind.EndOfText)
        {
            Line(statements);
        }

        return new SpecSyntax(statements.ToEquatableArray());
    }

    /// <summary>Reads a line, or passes over an empty one.</summary>
    void Line(List<StatementSyntax> statements)
    {
        if (Current.Kind is TokenKind.EndOfLine or TokenKind.Semicolon)
        {
            _position++;
            return;
        }

        SkipNumber();
        if (IsDefinition() is not null)
        {
            SkipDefinition();
            return;
        }

        // Told outside the handler: inside, the frames of the mistake still lie on the stack.
        if (Mistake(statements) is { } mistake)
        {
            diagnostics.Report(mistake.Rule, mistake.Span, mistake.Arguments);
            SkipLine();
        }
    }

    /// <summary>Reads a line that is not empty; what is wrong with it, or null.</summary>
    SyntaxException? Mistake(List<StatementSyntax> statements)
    {
        try
        {
            (_depth, _operations) = (0, 0);
            _bars.Clear();
            _inInitial = false;
            if (IsRepeat())
            {
                statements.Add(Repeat());
            }
            else if (IsSplit())
            {
                statements.AddRange(Split());
            }
            else
            {
                statements.Add(Statement());
            }

            if (Current.Kind == TokenKind.Comma && tokens[_position + 1].Kind is TokenKind.Name or TokenKind.PrimedName && tokens[_position + 2].Kind == TokenKind.Equals)
            {
                // f_t = σ(f̃_t), f̃_t = w x_t + b.
                _position++;
                return null;
            }

            if (Current.Kind is not TokenKind.Semicolon && !(_blocks > 0 && Current.Kind == TokenKind.CloseBrace))
            {
                Expect(TokenKind.EndOfLine, "the end of the line");
            }

            return null;
        }
        catch (SyntaxException mistake)
        {
            return mistake;
        }
    }

    /// <summary>Passes over the number of an equation at its beginning, <c>(3) h_t = …</c>.</summary>
    void SkipNumber()
    {
        if (Current.Kind == TokenKind.OpenParenthesis && tokens[_position + 1].Kind == TokenKind.Number && tokens[_position + 2].Kind == TokenKind.CloseParenthesis)
        {
            _position += 3;
        }
    }

    StatementSyntax Statement()
    {
        Token first = Current;
        if (first.Kind is not (TokenKind.Name or TokenKind.PrimedName))
        {
            throw new SyntaxException(Rules.UnexpectedToken, first.Span, Show(first), "a line begins with a name, as in h' = tanh(W x + U h + b)");
        }

        if (first.Kind == TokenKind.Name && Keywords.IsKeyword(first.Text) && tokens[_position + 1].Kind == TokenKind.Name)
        {
            return Declaration();
        }

        _position++;
        ExpressionSyntax? index = first.Kind == TokenKind.Name ? Index() : null;
        if (Current.Kind is TokenKind.Name)
        {
            throw new SyntaxException(Rules.UnexpectedToken, Current.Span, Show(Current), "here = is expected; words that explain begin with #");
        }

        if (Current.Kind == TokenKind.Slash && tokens[_position + 1].Kind == TokenKind.Name)
        {
            throw new SyntaxException(Rules.UnexpectedToken, Current.Span, Show(Current), "here = is expected; of a differential equation write the step that integrates it, as in h' = h + dt * (…), with input dt : 1 or const dt = 0.1");
        }

        Expect(TokenKind.Equals, "=");
        ExpressionSyntax value = Expression();
        return new EquationSyntax(first, value, Join(first.Span, value.Span)) { Index = index };
    }

    void Deeper(TextSpan span)
    {
        if (++_depth > MaximumDepth)
        {
            throw new SyntaxException(Rules.TooDeep, span, MaximumDepth.ToString(CultureInfo.InvariantCulture));
        }
    }

    TokenKind Operation(Token token) => ++_operations <= MaximumOperations
        ? token.Kind
        : throw new SyntaxException(Rules.TooManyOperations, token.Span, MaximumOperations.ToString(CultureInfo.InvariantCulture));

    static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    static double Value(Token number)
    {
        double value = double.Parse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsInfinity(value) ? throw new SyntaxException(Rules.NumberTooLarge, number.Span, number.Text) : value;
    }

    Token Take()
    {
        // The end of a line stays, so that a line cut short does not take the next one with it.
        Token token = Current;
        _position += token.Kind is TokenKind.EndOfLine or TokenKind.EndOfText ? 0 : 1;
        return token;
    }

    Token Expect(TokenKind kind, string wanted) => Current.Kind == kind
        ? Take()
        : throw new SyntaxException(Rules.UnexpectedToken, Current.Span, Show(Current), $"here {wanted} is expected");

    void SkipLine()
    {
        while (Current.Kind is not (TokenKind.EndOfLine or TokenKind.EndOfText))
        {
            _position++;
        }
    }

    static string Show(Token token) => token.Kind switch
    {
        TokenKind.EndOfLine or TokenKind.EndOfText => "the end of the line",
        TokenKind.PrimedName => $"'{token.Text}''",
        _ => $"'{token.Text}'",
    };

    static TextSpan Join(TextSpan first, TextSpan last) => new(first.Start, last.End - first.Start);
}
