using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Syntax;

sealed partial class Parser
{
    bool IsSplit() => Current.Kind is TokenKind.Name or TokenKind.PrimedName && tokens[_position + 1].Kind == TokenKind.Comma;

    /// <summary><c>i, f, o = split(v, 3)</c>: an equation for each part.</summary>
    IEnumerable<EquationSyntax> Split()
    {
        var targets = new List<Token> { Take() };
        while (Current.Kind == TokenKind.Comma)
        {
            _position++;
            targets.Add(Current.Kind == TokenKind.PrimedName ? Take() : Expect(TokenKind.Name, "a name"));
        }

        Expect(TokenKind.Equals, "=");
        ExpressionSyntax value = Expression();
        if (value is not CallSyntax { Function.Text: LaneFunctions.Split, Arguments: { Count: 2 } arguments } call)
        {
            throw new SyntaxException(Rules.BadSlice, value.Span, "several names stand for the parts of a split, as in i, f, o = split(W x + U h + b, 3)");
        }

        if (arguments[1] is not NumberSyntax count || count.Value != targets.Count)
        {
            throw new SyntaxException(Rules.BadSlice, arguments[1].Span, $"there are {targets.Count} names, so there must be as many parts");
        }

        return [.. targets.Select((target, index) => new EquationSyntax(
            target,
            call with { Arguments = new EquatableArray<ExpressionSyntax>([arguments[0], count, new NumberSyntax(index, count.Span)]) },
            Join(targets[0].Span, value.Span)))];
    }
}
