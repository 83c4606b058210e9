using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Expressions: operators from the loosest to the tightest, and factors side by side.</summary>
sealed partial class Parser
{
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

        return factors.Count == 1 ? factors[0] : Gathered(factors, isDotted);
    }

    // Beside Juxtaposition, whose frame must stay small: it calls itself as deep as parentheses go.
    ExpressionSyntax Gathered(List<ExpressionSyntax> factors, List<bool> isDotted)
    {
        int around = _depth;
        ExpressionSyntax product = factors[factors.Count - 1];
        for (int index = factors.Count - 2; index >= 0; index--)
        {
            TextSpan span = Join(factors[index].Span, product.Span);
            if (IsBareFunction(factors[index]) is { } function)
            {
                Deeper(function.Span);
                product = new CallSyntax(function, new EquatableArray<ExpressionSyntax>([product]), span);
            }
            else
            {
                product = new ProductSyntax(factors[index], product, span) { IsDotted = isDotted[index + 1] };
            }
        }

        _depth = around;
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
}
