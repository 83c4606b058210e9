using RnnModular.CellCompiler.Binding.Notation;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// What is a number although nobody declares it: an unknown Greek letter before something, <c>β h</c>; wᵀ before a vector; and
/// what stands before a matrix where the sum of matrices leaves it no other meaning, <c>S' = η S - θ v kᵀ</c>.
/// </summary>
sealed partial class Binder
{
    /// <summary>Gives the unknown name at the head of a product the meaning its spelling has in papers.</summary>
    void DeclareHead(ExpressionSyntax head)
    {
        switch (head)
        {
            case NameSyntax { Name: var name } when IsUnknown(name) && GreekNames.IsNumber(name.Text):
                NewParameter(name, ShapeTerm.Vector(SizeTerm.Of(Dim.One)));
                break;
            case CallSyntax { Function.Text: MatrixFunctions.Transpose, Arguments: { Count: 1 } row } when row[0] is NameSyntax { Name: var name } && IsUnknown(name) && char.IsLower(name.Text[0]):
                NewParameter(name, ShapeTerm.Vector(SizeTerm.Open()));
                break;
            case BinarySyntax or NegationSyntax when SyntaxNames.Tokens(head).All(n => IsUnknown(n) ? GreekNames.IsNumber(n.Text) : SortOf(n) == Sort.Number):
                foreach (Token name in SyntaxNames.Tokens(head).Where(IsUnknown))
                {
                    DeclareHead(new NameSyntax(name));
                }

                break;
        }
    }

    bool IsUnknown(Token name) => name.Kind == TokenKind.Name && !IsKnown(name) && !_sizes.Contains(name.Text) && !Functions.IsKnown(name.Text);

    /// <summary>Reads a sum of matrices for what must be a number in it.</summary>
    void ExpectMatrix(ExpressionSyntax value)
    {
        switch (value)
        {
            case NegationSyntax negation:
                ExpectMatrix(negation.Operand);
                break;
            case BinarySyntax { Operator: TokenKind.Plus or TokenKind.Minus } sum:
                ExpectMatrix(sum.Left);
                ExpectMatrix(sum.Right);
                break;
            case BinarySyntax { Operator: TokenKind.Star } product when IsMatrix(product.Right):
                MakeNumber(product.Left);
                break;
            case BinarySyntax { Operator: TokenKind.Star or TokenKind.Slash } product when IsMatrix(product.Left):
                MakeNumber(product.Right);
                break;
            case ProductSyntax product:
                ExpectProduct(product);
                break;
        }
    }

    // β v kᵀ is read from the right: v kᵀ is a matrix, so β is a number.
    void ExpectProduct(ProductSyntax product)
    {
        if (product.Vector is ProductSyntax behind)
        {
            ExpectProduct(behind);
        }

        if (IsMatrix(product.Vector))
        {
            MakeNumber(product.Matrix);
        }
    }

    // A matrix in capitals makes a vector: W_a x is a gate with a value for each lane, w_a x may be a number.
    bool MayBeNumber(SizeTerm open) => !_parameters.Exists(p => p.Shape.IsMatrix && p.Shape.Rows.IsSame(open) && char.IsUpper(p.Name[0]));

    bool IsMatrix(ExpressionSyntax expression) => _notation.IsMatrix(expression);

    /// <summary>Makes what is as wide as nobody has said one number wide.</summary>
    void MakeNumber(ExpressionSyntax expression)
    {
        if (_notation.SortOf(expression) is not (Sort.Vector or Sort.Open))
        {
            return;
        }

        foreach (Token name in SyntaxNames.Tokens(expression).Where(n => n.Kind == TokenKind.Name))
        {
            if (IsUnknown(name) && char.IsLower(name.Text[0]) && expression is not ProductSyntax)
            {
                NewParameter(name, ShapeTerm.Vector(SizeTerm.Of(Dim.One)));
            }
            else if (_symbols.TryGetValue(name.Text, out Symbol? symbol) && symbol is { Kind: SymbolKind.Intermediate or SymbolKind.Parameter, Shape: { IsMatrix: false, Rows: { Known: null } open } } && MayBeNumber(open))
            {
                SizeTerm.Unify(symbol.Shape.Rows, SizeTerm.Of(Dim.One));
            }
        }
    }
}
