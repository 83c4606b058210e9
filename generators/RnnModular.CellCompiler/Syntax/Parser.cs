using System.Globalization;
using RnnModular.CellCompiler.Binding;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
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

    ExpressionSyntax Expression() => Binary(Comparisons);

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
            ExpressionSyntax right = tightness == TightOperators ? Signed() : Binary(tightness + 1);
            left = tightness == Comparisons ? Comparison(operation, left, right) : new BinarySyntax(operation is TokenKind.Times or TokenKind.Dot ? TokenKind.Star : operation, left, right, Join(left.Span, right.Span));
        }

        return left;
    }

    static int Tightness(TokenKind kind) => kind switch
    {
        TokenKind.Greater or TokenKind.Less or TokenKind.AtLeast or TokenKind.AtMost => Comparisons,
        TokenKind.Plus or TokenKind.Minus => LooseOperators,
        TokenKind.Star or TokenKind.Dot or TokenKind.Times or TokenKind.Slash => TightOperators,
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
        var isDotted = new List<bool> { false };
        while (BeginsFactor(factors[factors.Count - 1]))
        {
            // W @ x is W x, and so is W · x.
            isDotted.Add(Current.Kind is TokenKind.Dot or TokenKind.Times);
            _position += Current.Kind is TokenKind.At or TokenKind.Dot or TokenKind.Times ? 1 : 0;
            Operation(Current);
            factors.Add(Raised());
        }

        ExpressionSyntax product = factors[factors.Count - 1];
        for (int index = factors.Count - 2; index >= 0; index--)
        {
            TextSpan span = Join(factors[index].Span, product.Span);
            product = IsBareFunction(factors[index]) is { } function
                ? new CallSyntax(function, new EquatableArray<ExpressionSyntax>([product]), span)
                : new ProductSyntax(factors[index], product, span) { IsDotted = isDotted[index + 1] };
        }

        return product;
    }

    bool BeginsFactor(ExpressionSyntax before) => Current.Kind switch
    {
        TokenKind.Name or TokenKind.PrimedName or TokenKind.Number or TokenKind.OpenParenthesis or TokenKind.OpenBracket or TokenKind.At => true,
        TokenKind.Dot or TokenKind.Times => IsWeight(before),
        TokenKind.Bar or TokenKind.DoubleBar => !_bars.Contains(Current.Kind),
        _ => false,
    };

    // Papers give matrices capitals, and W · x is their product; between other things a dot is elementwise.
    static bool IsWeight(ExpressionSyntax expression) => expression switch
    {
        NameSyntax { Name: { Kind: TokenKind.Name } name } => char.IsUpper(name.Text[0]),
        CallSyntax { Function.Text: MatrixFunctions.Transpose } transposed => IsWeight(transposed.Arguments[0]),
        CallSyntax { Function.Text: MatrixFunctions.Diagonal or MatrixFunctions.Hollow or MatrixFunctions.BlockDiagonal } => true,
        _ => false,
    };

    /// <summary>The function of <c>tanh c</c>, written without parentheses; null for anything else.</summary>
    static Token? IsBareFunction(ExpressionSyntax factor) =>
        factor is NameSyntax { Name: { Kind: TokenKind.Name } name } && Functions.IsKnown(name.Text) && Functions.Get(name.Text).Least == 1 ? name : null;

    /// <summary>A factor and what is raised behind it: <c>a^2</c>, <c>a**2</c>, <c>Uᵀ</c>, <c>U^T</c>.</summary>
    ExpressionSyntax Raised()
    {
        ExpressionSyntax value = Current.Kind switch
        {
            TokenKind.OpenParenthesis => Parenthesised(TokenKind.CloseParenthesis, ")"),
            TokenKind.OpenBracket => Stacked(),
            TokenKind.Bar or TokenKind.DoubleBar => Barred(),
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
        if (Current.Kind == TokenKind.Comma && end == TokenKind.CloseParenthesis && tokens[_position - 1].Span.End > open.Span.Start)
        {
            throw new SyntaxException(Rules.UnexpectedToken, Current.Span, "','", $"here {sign} is expected; a list stands behind a function of the language or of the spec, as f(a, b) = tanh(W a + U b), or in brackets, as W [h, x]");
        }

        CheckClosed(open);
        Token close = Expect(end, sign);
        return inner with { Span = Join(open.Span, close.Span) };
    }

    // Lines end outside parentheses only, so the next equation is where an open one shows.
    void CheckClosed(Token open)
    {
        if (Current.Kind is TokenKind.Equals or TokenKind.EndOfLine or TokenKind.EndOfText)
        {
            throw new SyntaxException(Rules.UnexpectedToken, open.Span, Show(open), "nothing closes it; here ) is expected before the equation ends");
        }
    }

    /// <summary>The function a name before a parenthesis stands for, however it is spelt; null when it is none.</summary>
    string? FunctionOf(Token name) =>
        _aliases.TryGetValue(name.Text, out string? function) ? function
        : _definitions.ContainsKey(name.Text) || (_inInitial && (InitialFormula.IsDraw(name.Text) || Initials.IsKnown(name.Text))) ? name.Text
        : Functions.IsKnown(name.Text) || MatrixFunctions.IsKnown(name.Text) || ConstantFunctions.IsKnown(name.Text) || LaneFunctions.IsKnown(name.Text) ? name.Text
        : Current.Span.Start == name.Span.End || IsNeverAlone(name.Text) ? FunctionSpelling.Find(name.Text)
        : null;

    /// <summary>True for a name that stands before parentheses wherever it does: <c>σ (…)</c>, with a space, is a function too.</summary>
    bool IsNeverAlone(string name)
    {
        _alone ??= [.. tokens.Where((t, at) => t.Kind == TokenKind.Name && tokens[at + 1].Kind != TokenKind.OpenParenthesis).Select(t => t.Text)];
        return !_alone.Contains(name);
    }

    ExpressionSyntax Call(Token function)
    {
        Operation(function);
        Deeper(function.Span);
        Token open = Expect(TokenKind.OpenParenthesis, "(");
        var arguments = new List<ExpressionSyntax> { Expression() };
        while (Current.Kind == TokenKind.Comma)
        {
            Operation(Current);
            _position++;
            arguments.Add(Expression());
        }

        CheckClosed(open);
        Token close = Expect(TokenKind.CloseParenthesis, ")");
        _depth--;
        TextSpan span = Join(function.Span, close.Span);
        if (function.Text == FunctionSpelling.MatrixProduct)
        {
            return arguments.Count == 2 ? new ProductSyntax(arguments[0], arguments[1], span) : throw new SyntaxException(Rules.WrongArgumentCount, span, "matmul", "2 arguments", Text(arguments.Count));
        }

        return _definitions.TryGetValue(function.Text, out Definition? definition)
            ? Expanded(definition, arguments, span)
            : new CallSyntax(function, arguments.ToEquatableArray(), span);
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
