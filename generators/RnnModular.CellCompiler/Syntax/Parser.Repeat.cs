using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

sealed partial class Parser
{
    // Nobody counts in more dimensions, and blocks are read by recursion.
    const int MaximumBlocks = 8;

    int _blocks;

    bool IsRepeat() => Current is { Kind: TokenKind.Name, Text: Keywords.Repeat }
        && tokens[_position + 1].Kind is TokenKind.Number or TokenKind.Name or TokenKind.OpenParenthesis;

    RepeatSyntax Repeat()
    {
        Token keyword = Take();
        Token? index = null;
        ExpressionSyntax first = new NumberSyntax(1, keyword.Span);
        if (Current.Kind == TokenKind.Name && tokens[_position + 1].Kind == TokenKind.Equals)
        {
            index = Take();
            _position++;
            first = Expression();
            Expect(TokenKind.Range, ".., as in 1..3,");
        }

        ExpressionSyntax last = Expression();
        TextSpan head = Join(keyword.Span, last.Span);
        Expect(TokenKind.OpenBrace, "{");
        if (++_blocks > MaximumBlocks)
        {
            _blocks--;
            throw new SyntaxException(Rules.TooDeep, head, "8");
        }

        var body = new List<StatementSyntax>();
        while (Current.Kind is not (TokenKind.CloseBrace or TokenKind.EndOfText))
        {
            Line(body);
        }

        _blocks--;
        Expect(TokenKind.CloseBrace, "}");
        foreach (StatementSyntax statement in body.Where(s => s is not (EquationSyntax or RepeatSyntax)))
        {
            diagnostics.Report(Rules.UnexpectedToken, statement.Span, "declaration", "a repeat holds equations; declare above it");
        }

        return new RepeatSyntax(index, first, last, body.ToEquatableArray(), head);
    }

    /// <summary>The <c>[k]</c> that makes a name one of several; null where none stands.</summary>
    ExpressionSyntax? Index()
    {
        if (Current.Kind != TokenKind.OpenBracket)
        {
            return null;
        }

        Deeper(Current.Span);
        _position++;
        ExpressionSyntax index = Expression();
        Expect(TokenKind.CloseBracket, "]");
        _depth--;
        return index;
    }
}
