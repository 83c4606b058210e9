using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Syntax;

sealed partial class Parser
{
    /// <summary>True where the bracket behind a name is a stack of vectors, as in <c>W [h, x]</c> and <c>W[h, x]</c>, and no index.</summary>
    bool IsStack(Token name)
    {
        if (Current.Kind != TokenKind.OpenBracket || Current.Span.Start > name.Span.End)
        {
            return Current.Kind == TokenKind.OpenBracket;
        }

        int depth = 0;
        for (int at = _position; tokens[at].Kind is not (TokenKind.EndOfLine or TokenKind.EndOfText); at++)
        {
            depth += tokens[at].Kind switch
            {
                TokenKind.OpenBracket or TokenKind.OpenParenthesis => 1,
                TokenKind.CloseBracket or TokenKind.CloseParenthesis => -1,
                _ => 0,
            };
            if (depth <= 1 && (depth == 0 || tokens[at].Kind is TokenKind.Comma or TokenKind.Semicolon))
            {
                return depth == 1;
            }
        }

        return false;
    }

    /// <summary><c>[h, x]</c> or <c>[h; x]</c>: one vector below the other.</summary>
    ExpressionSyntax Stacked()
    {
        Token open = Take();
        Operation(open);
        Deeper(open.Span);
        var parts = new List<ExpressionSyntax> { Expression() };
        while (Current.Kind is TokenKind.Comma or TokenKind.Semicolon)
        {
            Operation(Current);
            _position++;
            parts.Add(Expression());
        }

        _depth--;
        Token close = Expect(TokenKind.CloseBracket, "]");
        if (parts.Count == 1)
        {
            return parts[0] with { Span = Join(open.Span, close.Span) };
        }

        return Called(MatrixFunctions.Concat, [.. parts], Join(open.Span, close.Span));
    }
}
