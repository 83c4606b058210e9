using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Reads a spec by recursive descent. After a mistake it goes on with the next line, so that each line can report its own.</summary>
sealed partial class Parser(List<Token> tokens, DiagnosticBag diagnostics)
{
    // Deeper nesting than any paper's; beyond it recursion would endanger the stack.
    const int MaximumDepth = 128;

    // Passes follow an equation's operations one inside the other; this bounds them all.
    const int MaximumOperations = 200;

    const int LooseOperators = 1;
    const int TightOperators = 2;

    int _position;
    int _depth;
    int _operations;

    Token Current => tokens[_position];

    /// <summary>Parses the spec text.</summary>
    public static SpecSyntax Parse(string text, DiagnosticBag diagnostics) =>
        new Parser(TimeSteps.Resolve(new Lexer(text, diagnostics).Run(), diagnostics), diagnostics).Spec();

    SpecSyntax Spec()
    {
        var statements = new List<StatementSyntax>();
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
        Expect(TokenKind.Equals, "=");
        ExpressionSyntax value = Expression();
        return new EquationSyntax(first, value, Join(first.Span, value.Span)) { Index = index };
    }

    ExpressionSyntax Expression() => Binary(LooseOperators);

    /// <summary>
    /// Operands between operators that bind at least so tightly. One method for all of them: each level of parentheses costs
    /// the stack as few frames as can be.
    /// </summary>
    ExpressionSyntax Binary(int least)
    {
        ExpressionSyntax left = Signed();
        while (Tightness(Current.Kind) is var tightness && tightness >= least)
        {
            TokenKind operation = Operation(Take());
            ExpressionSyntax right = tightness == TightOperators ? Signed() : Binary(TightOperators);
            left = new BinarySyntax(operation == TokenKind.Times ? TokenKind.Star : operation, left, right, Join(left.Span, right.Span));
        }

        return left;
    }

    static int Tightness(TokenKind kind) => kind switch
    {
        TokenKind.Plus or TokenKind.Minus => LooseOperators,
        TokenKind.Star or TokenKind.Times or TokenKind.Slash => TightOperators,
        _ => 0,
    };

    ExpressionSyntax Signed()
    {
        if (Current.Kind is not (TokenKind.Minus or TokenKind.Plus))
        {
            return Juxtaposition();
        }

        Token sign = Take();
        Deeper(sign.Span);
        ExpressionSyntax operand = Signed();
        _depth--;
        return sign.Kind == TokenKind.Plus ? operand : new NegationSyntax(operand, Join(sign.Span, operand.Span));
    }

    /// <summary><c>A B v</c> is <c>A (B v)</c>: a run of factors, gathered to the right.</summary>
    ExpressionSyntax Juxtaposition()
    {
        var factors = new List<ExpressionSyntax> { Raised() };
        while (Current.Kind is TokenKind.Name or TokenKind.PrimedName or TokenKind.Number or TokenKind.OpenParenthesis or TokenKind.OpenBracket or TokenKind.At)
        {
            // W @ x is W x.
            _position += Current.Kind == TokenKind.At ? 1 : 0;
            Operation(Current);
            factors.Add(Raised());
        }

        ExpressionSyntax product = factors[factors.Count - 1];
        for (int index = factors.Count - 2; index >= 0; index--)
        {
            product = new ProductSyntax(factors[index], product, Join(factors[index].Span, product.Span));
        }

        return product;
    }

    /// <summary>A factor and what is raised behind it: <c>a^2</c>, <c>a**2</c>, <c>Uᵀ</c>, <c>U^T</c>.</summary>
    ExpressionSyntax Raised()
    {
        ExpressionSyntax value = Current.Kind switch
        {
            TokenKind.OpenParenthesis => Parenthesised(TokenKind.CloseParenthesis, ")"),
            TokenKind.OpenBracket => Stacked(),
            _ => Factor(),
        };
        while (Current.Kind is TokenKind.Caret or TokenKind.Transposed)
        {
            Token sign = Take();
            Operation(sign);
            if (sign.Kind == TokenKind.Transposed || RaisedT() > 0)
            {
                _position += sign.Kind == TokenKind.Transposed ? 0 : RaisedT();
                Token last = tokens[_position - 1];
                value = Called(MatrixFunctions.Transpose, [value], Join(value.Span, last.Span));
                continue;
            }

            bool negative = Current.Kind == TokenKind.Minus;
            _position += negative ? 1 : 0;
            ExpressionSyntax exponent = Current.Kind switch
            {
                TokenKind.OpenParenthesis => Parenthesised(TokenKind.CloseParenthesis, ")"),
                TokenKind.OpenBrace => Parenthesised(TokenKind.CloseBrace, "}"),
                _ => Factor(),
            };
            value = Called("pow", [value, negative ? new NegationSyntax(exponent, exponent.Span) : exponent], Join(value.Span, exponent.Span));
        }

        return value;
    }

    /// <summary>The tokens of <c>T</c>, <c>ᵀ</c> or <c>{T}</c> behind a caret; 0 where none of them stands.</summary>
    int RaisedT()
    {
        bool braced = Current.Kind == TokenKind.OpenBrace;
        return tokens[braced ? _position + 1 : _position] is not ({ Kind: TokenKind.Name, Text: "T" } or { Kind: TokenKind.Transposed }) ? 0
            : !braced ? 1
            : tokens[_position + 2].Kind == TokenKind.CloseBrace ? 3
            : 0;
    }

    static CallSyntax Called(string function, ExpressionSyntax[] arguments, TextSpan span) =>
        new(new Token(TokenKind.Name, function, span), arguments.ToEquatableArray(), span);

    ExpressionSyntax Factor()
    {
        Token token = Take();
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new NumberSyntax(Value(token), token.Span);
            case TokenKind.Name when Current.Kind == TokenKind.OpenParenthesis && FunctionOf(token) is { } function:
                return Call(token with { Text = function });
            case TokenKind.Name when !IsStack(token) && Index() is { } index:
                return new IndexedSyntax(token, index, Join(token.Span, tokens[_position - 1].Span));
            case TokenKind.Name or TokenKind.PrimedName:
                return new NameSyntax(token);
            default:
                throw new SyntaxException(Rules.UnexpectedToken, token.Span, Show(token), "here a name, a number or ( is expected");
        }
    }

    ExpressionSyntax Parenthesised(TokenKind end, string sign)
    {
        Token open = Take();
        Deeper(open.Span);
        ExpressionSyntax inner = Expression();
        _depth--;
        Token close = Expect(end, sign);
        return inner with { Span = Join(open.Span, close.Span) };
    }

    /// <summary>The function a name before a parenthesis stands for, however it is spelt; null when it is none.</summary>
    string? FunctionOf(Token name) =>
        Functions.IsKnown(name.Text) || MatrixFunctions.IsKnown(name.Text) || ConstantFunctions.IsKnown(name.Text) || LaneFunctions.IsKnown(name.Text) ? name.Text
        : Current.Span.Start == name.Span.End ? FunctionSpelling.Find(name.Text)
        : null;

    CallSyntax Call(Token function)
    {
        Operation(function);
        Deeper(function.Span);
        Expect(TokenKind.OpenParenthesis, "(");
        var arguments = new List<ExpressionSyntax> { Expression() };
        while (Current.Kind == TokenKind.Comma)
        {
            Operation(Current);
            _position++;
            arguments.Add(Expression());
        }

        Token close = Expect(TokenKind.CloseParenthesis, ")");
        _depth--;
        return new CallSyntax(function, arguments.ToEquatableArray(), Join(function.Span, close.Span));
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
