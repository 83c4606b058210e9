using RnnModular.CellCompiler.Binding.Notation;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// Householder's reflections and other sums of the identity and outer products before a vector: <c>(I - 2 u uᵀ / dot(u, u)) h</c> is
/// h - 2 u (uᵀ h) / (uᵀ u). No matrix is ever made, and what it multiplies is read once, however many of them stand in a row.
/// </summary>
sealed partial class Binder
{
    readonly HashSet<ProductSyntax> _reflections = [];

    bool IsReflection(ProductSyntax product) =>
        product.Matrix is BinarySyntax { Operator: TokenKind.Plus or TokenKind.Minus } && _sorts.Of(product.Vector) == Sort.Vector && IsReflection(product.Matrix, out bool hasOuter) && hasOuter;

    bool IsReflection(ExpressionSyntax matrix, out bool hasOuter)
    {
        hasOuter = false;
        switch (matrix)
        {
            case NameSyntax name:
                return IsIdentity(name.Name);
            case NegationSyntax negation:
                return IsReflection(negation.Operand, out hasOuter);
            case BinarySyntax { Operator: TokenKind.Plus or TokenKind.Minus } sum:
                bool both = IsReflection(sum.Left, out bool left) & IsReflection(sum.Right, out bool right);
                hasOuter = left || right;
                return both;
            default:
                return Scaled(matrix) is { } scaled ? IsReflection(scaled.Matrix, out hasOuter) : hasOuter = OuterOf(matrix) is not null;
        }
    }

    /// <summary>c A, c * A, A * c and A / c; null for anything else.</summary>
    (ExpressionSyntax Number, ExpressionSyntax Matrix, bool Divides)? Scaled(ExpressionSyntax matrix) => matrix switch
    {
        ProductSyntax product when _sorts.Of(product.Matrix) == Sort.Number => (product.Matrix, product.Vector, false),
        BinarySyntax { Operator: TokenKind.Star } star when _sorts.Of(star.Left) == Sort.Number => (star.Left, star.Right, false),
        BinarySyntax { Operator: TokenKind.Star or TokenKind.Slash } binary when _sorts.Of(binary.Right) == Sort.Number => (binary.Right, binary.Left, binary.Operator == TokenKind.Slash),
        _ => null,
    };

    /// <summary>The a and b of a bᵀ; null for anything else.</summary>
    (ExpressionSyntax Left, ExpressionSyntax Right)? OuterOf(ExpressionSyntax matrix) =>
        matrix is ProductSyntax { Vector: CallSyntax { Function.Text: MatrixFunctions.Transpose, Arguments: { Count: 1 } turned } } product && IsVector(product.Matrix) && IsVector(turned[0])
            ? (product.Matrix, turned[0])
            : null;

    // A small letter that nothing has defined is a vector of parameters.
    bool IsVector(ExpressionSyntax expression) => _sorts.Of(expression) == Sort.Vector
        || (expression is NameSyntax { Name: { Kind: TokenKind.Name } name } && _sorts.Of(expression) == Sort.Open && !char.IsUpper(name.Text[0]));

    ShapeTerm ReflectionShape(ProductSyntax product)
    {
        _reflections.Add(product);
        ShapeTerm vector = ShapeOf(product.Vector);
        Read(product.Matrix);
        return vector;

        void Read(ExpressionSyntax matrix)
        {
            if (matrix is NegationSyntax negation)
            {
                Read(negation.Operand);
            }
            else if (Scaled(matrix) is { } scaled)
            {
                ShapeOf(scaled.Number);
                Read(scaled.Matrix);
            }
            else if (OuterOf(matrix) is { } outer)
            {
                Agree(vector, ShapeOf(outer.Left), outer.Left.Span, "The vector", "this one", "a sum with the identity");
                Agree(vector, ShapeOf(outer.Right), outer.Right.Span, "The vector", "this one", "a product");
            }
            else if (matrix is BinarySyntax sum)
            {
                Read(sum.Left);
                Read(sum.Right);
            }
        }
    }

    int ReflectionNode(GraphBuilder graph, ProductSyntax product, Func<ExpressionSyntax, int> of)
    {
        int vector = of(product.Vector);
        return Applied(product.Matrix);

        int Applied(ExpressionSyntax matrix)
        {
            if (matrix is NegationSyntax negation)
            {
                return graph.Negate(Applied(negation.Operand));
            }

            if (Scaled(matrix) is { } scaled)
            {
                return Combine(graph, scaled.Divides ? TokenKind.Slash : TokenKind.Star, Applied(scaled.Matrix), of(scaled.Number));
            }

            if (OuterOf(matrix) is { } outer)
            {
                return graph.Multiply(of(outer.Left), graph.Add(Operations.Sum, graph.Multiply(of(outer.Right), vector)));
            }

            return matrix is BinarySyntax sum ? Combine(graph, sum.Operator, Applied(sum.Left), Applied(sum.Right)) : vector;
        }
    }
}
