using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>What papers write with signs instead of words: <c>|a|</c>, <c>‖v‖</c>, <c>u &gt; θ</c>.</summary>
sealed partial class Parser
{
    // The bars that are open, innermost last: the next of a kind closes.
    readonly Stack<TokenKind> _bars = new();

    /// <summary><c>|a|</c>, or <c>‖v‖</c>, with or without its 2.</summary>
    CallSyntax Barred()
    {
        Token open = Take();
        Operation(open);
        Deeper(open.Span);
        _bars.Push(open.Kind);
        ExpressionSyntax inner = Expression();
        _bars.Pop();
        _depth--;
        Token close = Expect(open.Kind, open.Kind == TokenKind.Bar ? "|" : "‖");
        if (close.Kind == TokenKind.DoubleBar && Current is { Kind: TokenKind.Name, Text: "_2" })
        {
            _position++;
        }

        return Called(open.Kind == TokenKind.Bar ? "abs" : "norm", [inner], Join(open.Span, close.Span));
    }

    /// <summary><c>a &gt; b</c> is 1 where it holds and 0 elsewhere.</summary>
    CallSyntax Comparison(TokenKind operation, ExpressionSyntax left, ExpressionSyntax right)
    {
        TextSpan span = Join(left.Span, right.Span);
        bool isStrict = operation is TokenKind.Greater or TokenKind.Less;
        bool isForward = operation is TokenKind.Greater or TokenKind.AtMost;
        ExpressionSyntax difference = new BinarySyntax(TokenKind.Minus, isForward ? left : right, isForward ? right : left, span);
        (ExpressionSyntax one, ExpressionSyntax zero) = (new NumberSyntax(1, span), new NumberSyntax(0, span));
        return Called("where", isStrict ? [difference, one, zero] : [difference, zero, one], span);
    }
}
