using RnnModular.CellCompiler.Binding;
using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

sealed partial class Parser
{
    /// <summary>How something starts: <c>= 1</c>, <c>= orthogonal</c>, <c>= 0.9 * orthogonal</c>, <c>= log(uniform(1, 99))</c>, <c>[i, j] = log(j + 1)</c>.</summary>
    InitialSyntax Initial()
    {
        EquatableArray<Token> indices = Indices().ToEquatableArray();
        Expect(TokenKind.Equals, "=");
        if (Current.Kind is not (TokenKind.Name or TokenKind.Number or TokenKind.Minus or TokenKind.Plus or TokenKind.OpenParenthesis))
        {
            throw new SyntaxException(Rules.UnexpectedToken, Current.Span, Show(Current), "here a number or a name is expected");
        }

        _inInitial = true;
        ExpressionSyntax value = Expression();
        _inInitial = false;
        return value switch
        {
            NumberSyntax number => new InitialSyntax(null, number.Value, value.Span),
            NegationSyntax { Operand: NumberSyntax number } => new InitialSyntax(null, -number.Value, value.Span),
            NameSyntax { Name.Text: "zeros" } => new InitialSyntax(null, 0, value.Span),
            NameSyntax { Name.Text: "ones" } => new InitialSyntax(null, 1, value.Span),
            NameSyntax name when name.Name.Text != "identity" && indices.Count == 0 => new InitialSyntax(name.Name.Text, 0, value.Span),
            BinarySyntax { Operator: TokenKind.Star, Left: NumberSyntax scale, Right: NameSyntax way } when Initials.IsKnown(way.Name.Text) => Scaled(way, scale, value.Span),
            ProductSyntax { Matrix: NumberSyntax scale, Vector: NameSyntax way } when Initials.IsKnown(way.Name.Text) => Scaled(way, scale, value.Span),
            CallSyntax { Arguments: { Count: 1 } arguments } call when Initials.IsKnown(call.Function.Text) && arguments[0] is NumberSyntax gain => Scaled(new NameSyntax(call.Function), gain, value.Span),
            _ => new InitialSyntax(null, 0, value.Span) { Formula = value, Indices = indices },
        };
    }

    static InitialSyntax Scaled(NameSyntax way, NumberSyntax scale, TextSpan span) => new(way.Name.Text, 0, span) { Scale = scale.Value };
}
