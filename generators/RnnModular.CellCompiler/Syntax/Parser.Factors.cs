using RnnModular.CellCompiler.Binding;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Factors: names, numbers, calls, what stands in parentheses, and what is raised behind them.</summary>
sealed partial class Parser
{
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
}
