using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

sealed partial class Parser
{
    /// <summary>A declaration. <c>param a = 0.3</c>, without a shape, says how a starts and no more, as <c>init</c> does.</summary>
    StatementSyntax Declaration()
    {
        Token keyword = Take();
        Token name = Expect(TokenKind.Name, "a name");
        StatementSyntax statement = keyword.Text switch
        {
            Keywords.State => State(name, keyword.Span),
            Keywords.Parameter when Current.Kind == TokenKind.Colon => Parameter(name, keyword.Span),
            Keywords.Parameter or Keywords.Init => new InitSyntax(name, Initial(), keyword.Span),
            Keywords.Constant => Constant(name, keyword.Span),
            Keywords.Size => SizeDefinition(name, keyword.Span),
            Keywords.Input => new InputSyntax(name, AfterColon(), keyword.Span),
            Keywords.Mask => Mask(name, keyword.Span),
            _ => Tensor(name, keyword.Span),
        };
        return statement with { Span = Join(keyword.Span, tokens[_position - 1].Span) };
    }

    SizeSyntax AfterColon()
    {
        Expect(TokenKind.Colon, ":");
        return Size();
    }

    StateSyntax State(Token name, TextSpan span)
    {
        SizeSyntax rows = AfterColon();
        return new StateSyntax(name, rows, Columns(), span);
    }

    ParameterSyntax Parameter(Token name, TextSpan span)
    {
        SizeSyntax rows = AfterColon();
        SizeSyntax? columns = Columns();
        InitialSyntax? initial = Current.Kind == TokenKind.Equals ? Initial() : null;
        return new ParameterSyntax(name, rows, columns, initial, span);
    }

    /// <summary>What follows the rows of a matrix: <c>x I</c> or <c>× I</c>; null for a vector.</summary>
    SizeSyntax? Columns()
    {
        if (Current is not ({ Kind: TokenKind.Name, Text: "x" } or { Kind: TokenKind.Times }))
        {
            return null;
        }

        _position++;
        return Size();
    }

    ConstantSyntax Constant(Token name, TextSpan span)
    {
        List<Token> indices = Indices();
        SizeSyntax? rows = Current.Kind == TokenKind.Colon ? AfterColon() : null;
        SizeSyntax? columns = rows is null ? null : Columns();
        Expect(TokenKind.Equals, "=");
        return new ConstantSyntax(name, indices.ToEquatableArray(), rows, columns, Expression(), span);
    }

    /// <summary>The names in brackets behind <c>A[i, j]</c>; none where no bracket stands.</summary>
    List<Token> Indices()
    {
        var indices = new List<Token>();
        if (Current.Kind == TokenKind.OpenBracket)
        {
            do
            {
                _position++;
                indices.Add(Expect(TokenKind.Name, "the name of an index"));
            }
            while (Current.Kind == TokenKind.Comma && indices.Count < 2);
            Expect(TokenKind.CloseBracket, "]");
        }

        return indices;
    }

    MaskSyntax Mask(Token name, TextSpan span)
    {
        SizeSyntax size = AfterColon();
        InitialSyntax probability = NumberAfterEquals();
        bool perSequence = Current.Kind == TokenKind.Name;
        if (perSequence)
        {
            Word("per");
            Word("sequence");
        }

        return new MaskSyntax(name, size, probability, perSequence, span);
    }

    void Word(string word)
    {
        Token token = Take();
        if (token.Kind != TokenKind.Name || token.Text != word)
        {
            throw new SyntaxException(Rules.UnexpectedToken, token.Span, Show(token), "a mask ends with its probability, or with: per sequence");
        }
    }

    InitialSyntax NumberAfterEquals()
    {
        Expect(TokenKind.Equals, "=");
        if (Current.Kind is not (TokenKind.Number or TokenKind.Minus))
        {
            throw new SyntaxException(Rules.UnexpectedToken, Current.Span, Show(Current), "here a number is expected");
        }

        Token first = Current;
        bool isNegative = first.Kind == TokenKind.Minus;
        _position += isNegative ? 1 : 0;
        Token number = Expect(TokenKind.Number, "a number");
        return new InitialSyntax(null, isNegative ? -Value(number) : Value(number), Join(first.Span, number.Span));
    }

    SizeDefinitionSyntax SizeDefinition(Token name, TextSpan span)
    {
        Expect(TokenKind.Equals, "=");
        return new SizeDefinitionSyntax(name, Size(), span);
    }

    TensorSyntax Tensor(Token name, TextSpan span)
    {
        Expect(TokenKind.Equals, "=");
        Expect(TokenKind.OpenBracket, "[");
        var parts = new List<Token> { Expect(TokenKind.Name, "a parameter's name") };
        while (Current.Kind == TokenKind.Semicolon)
        {
            _position++;
            parts.Add(Expect(TokenKind.Name, "a parameter's name"));
        }

        Expect(TokenKind.CloseBracket, "; or ]");
        return new TensorSyntax(name, parts.ToEquatableArray(), span);
    }

    SizeSyntax Size() => SizeChain(TokenKind.Plus, TokenKind.Minus, SizeTerm);

    SizeSyntax SizeTerm() => SizeChain(TokenKind.Star, TokenKind.Slash, SizeFactor);

    SizeSyntax SizeChain(TokenKind one, TokenKind other, Func<SizeSyntax> operand)
    {
        SizeSyntax left = operand();
        while (Current.Kind == one || Current.Kind == other || (Current.Kind == TokenKind.Dot && one == TokenKind.Star))
        {
            Token sign = Take();
            char operation = SizeOperationSyntax.Sign(Operation(sign));
            SizeSyntax right = operand();
            left = new SizeOperationSyntax(operation, left, right, Join(left.Span, right.Span));
        }

        return left;
    }

    SizeSyntax SizeFactor()
    {
        Token token = Take();
        if (token.Kind == TokenKind.Name)
        {
            return new SizeNameSyntax(token.Text, token.Span);
        }

        if (token.Kind == TokenKind.OpenParenthesis)
        {
            Deeper(token.Span);
            SizeSyntax inner = Size();
            _depth--;
            return inner with { Span = Join(token.Span, Expect(TokenKind.CloseParenthesis, ")").Span) };
        }

        double value = token.Kind == TokenKind.Number ? Value(token) : 0;
        return value is >= 1 and <= 1 << 24 && value == Math.Floor(value)
            ? new SizeNumberSyntax((int)value, token.Span)
            : throw new SyntaxException(Rules.UnexpectedToken, token.Span, Show(token), "a size is a name or a whole number from 1 to 16777216");
    }
}
