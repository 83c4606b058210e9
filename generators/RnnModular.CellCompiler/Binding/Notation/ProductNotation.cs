using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding.Notation;

/// <summary>
/// What else papers write side by side, in terms of the language: a number before anything, <c>v kᵀ</c>, <c>kᵀ q</c>, rows
/// before their matrix (<c>x W</c>), and a matrix beside one made of identity, diagonals and outer products.
/// </summary>
sealed class ProductNotation(Sorts sorts)
{
    /// <summary>The same in the language's own words; null where it is a matrix before a vector already.</summary>
    public ExpressionSyntax? Meaning(ProductSyntax product)
    {
        (ExpressionSyntax left, ExpressionSyntax right) = (product.Matrix, product.Vector);
        (Sort before, Sort behind) = (sorts.Of(left), sorts.Of(right));
        return (before, behind) switch
        {
            (Sort.Number, Sort.Row) when left is NumberSyntax { Value: 1 } => Call(MatrixFunctions.Outer, product.Span, left, Upright(right)),
            (Sort.Number, _) or (Sort.Vector, Sort.Number) when right is not NumberSyntax => Scaled(left, right, product.Span),
            (Sort.Vector, Sort.Vector) => new BinarySyntax(TokenKind.Star, left, right, product.Span),
            (Sort.Vector, not Sort.Vector) when right is ProductSyntax chain => new ProductSyntax(new ProductSyntax(left, chain.Matrix, product.Span), chain.Vector, product.Span),
            (Sort.Vector, Sort.Row) => Call(MatrixFunctions.Outer, product.Span, left, Upright(right)),
            (Sort.Vector, Sort.Weight or Sort.Matrix) => Before(right, left, product.Span),
            (Sort.Vector, Sort.Open) when sorts.IsWeight(right) => Before(right, left, product.Span),
            (Sort.Row, Sort.Vector) => Call("dot", product.Span, Upright(left), right),
            (Sort.Row, Sort.Weight or Sort.Matrix) => Before(right, Upright(left), product.Span),
            (Sort.Weight, Sort.Vector) when left is CallSyntax { Function.Text: MatrixFunctions.Diagonal, Arguments: { Count: 1 } d } && (d[0] is not NameSyntax || sorts.Of(d[0]) == Sort.Vector) => Scaled(d[0], right, product.Span),
            (Sort.Matrix, Sort.Matrix or Sort.Weight) or (Sort.Weight, Sort.Matrix) => Distributed(left, right, product.Span),
            _ => null,
        };
    }

    /// <summary>True for a number before something.</summary>
    public bool IsScaling(ProductSyntax product) => sorts.Of(product.Matrix) == Sort.Number;

    /// <summary>What an expression is, as far as the names read so far tell.</summary>
    public Sort SortOf(ExpressionSyntax expression) => sorts.Of(expression);

    /// <summary>True for two matrices, one of them among the values of the step; a capital letter nothing has defined is one too.</summary>
    public bool AreMatrices(ProductSyntax product) => (sorts.Of(product.Matrix), sorts.Of(product.Vector)) switch
    {
        (Sort.Matrix, Sort.Matrix or Sort.Weight) or (Sort.Weight, Sort.Matrix) => true,
        (Sort.Matrix, Sort.Open) => sorts.IsWeight(product.Vector),
        (Sort.Open, Sort.Matrix) => sorts.IsWeight(product.Matrix),
        _ => false,
    };

    /// <summary>True for two matrices of weights, at least one of them known as such.</summary>
    public bool AreWeights(ProductSyntax product) => sorts.Of(product) == Sort.Weight && !IsScaling(product);

    /// <summary>True for an expression that is a matrix among the values of a step.</summary>
    public bool IsMatrix(ExpressionSyntax expression) => sorts.Of(expression) == Sort.Matrix;

    /// <summary>True for what papers write I beside a matrix: the identity, or a number times it.</summary>
    public bool IsWeight(ExpressionSyntax expression) => sorts.Of(expression) == Sort.Weight;

    /// <summary>True for what a raised T before a vector has made a number: whoever adds it to a matrix meant another convention.</summary>
    public bool IsDot(ExpressionSyntax expression) => expression switch
    {
        ProductSyntax product => (sorts.Of(product.Matrix), sorts.Of(product.Vector)) switch
        {
            (Sort.Row, Sort.Vector) => true,
            (Sort.Number, Sort.Number) => IsDot(product.Matrix) || IsDot(product.Vector),
            _ => false,
        },
        NegationSyntax negation => IsDot(negation.Operand),
        BinarySyntax binary => IsDot(binary.Left) || IsDot(binary.Right),
        _ => false,
    };

    // A row times a matrix is the transposed matrix times the column.
    static ProductSyntax Before(ExpressionSyntax matrix, ExpressionSyntax vector, TextSpan span) => new(
        matrix is CallSyntax { Function.Text: MatrixFunctions.Transpose } transposed ? transposed.Arguments[0] : Call(MatrixFunctions.Transpose, matrix.Span, matrix),
        vector,
        span);

    /// <summary>S (I - b kᵀ) is S - (S b) kᵀ: matrices never meet, only vectors and they do. Null where the other one is no such sum.</summary>
    ExpressionSyntax? Distributed(ExpressionSyntax left, ExpressionSyntax right, TextSpan span) =>
        (IsPlain(left) ? Times(left, right, span, leads: true) : null) ?? (IsPlain(right) ? Times(right, left, span, leads: false) : null);

    // Each term repeats the matrix, so it must not be a long one.
    static bool IsPlain(ExpressionSyntax matrix) => matrix switch
    {
        NameSyntax => true,
        BinarySyntax { Operator: TokenKind.Star } binary => IsPlain(binary.Left) && IsPlain(binary.Right),
        CallSyntax { Function.Text: MatrixFunctions.Transpose } transposed => IsPlain(transposed.Arguments[0]),
        _ => false,
    };

    ExpressionSyntax? Times(ExpressionSyntax matrix, ExpressionSyntax factor, TextSpan span, bool leads)
    {
        ExpressionSyntax? Of(ExpressionSyntax part) => Times(matrix, part, span, leads);
        switch (factor)
        {
            case NameSyntax { Name.Text: MatrixFunctions.Identity or "I" } name when sorts.Of(name) == Sort.Weight:
                return matrix;
            case NegationSyntax negation:
                return Of(negation.Operand) is { } opposite ? new NegationSyntax(opposite, span) : null;
            case BinarySyntax { Operator: TokenKind.Plus or TokenKind.Minus } sum:
                return Of(sum.Left) is { } one && Of(sum.Right) is { } other ? sum with { Left = one, Right = other, Span = span } : null;
            case BinarySyntax { Operator: TokenKind.Star } scaled:
                return sorts.Of(scaled.Left) == Sort.Number ? Scaled(scaled.Left, Of(scaled.Right), span)
                    : sorts.Of(scaled.Right) == Sort.Number ? Scaled(scaled.Right, Of(scaled.Left), span)
                    : null;
            case ProductSyntax product when sorts.Of(product.Matrix) == Sort.Number:
                return Scaled(product.Matrix, Of(product.Vector), span);
            case ProductSyntax product when Meaning(product) is { } meaning:
                return Of(meaning);
            // A number stands in every row or column: how many, nothing says here.
            case CallSyntax { Function.Text: MatrixFunctions.Outer, Arguments: { Count: 2 } sides } when sorts.Of(sides[leads ? 0 : 1]) != Sort.Number:
                return leads
                    ? Call(MatrixFunctions.Outer, span, new ProductSyntax(matrix, sides[0], span), sides[1])
                    : Call(MatrixFunctions.Outer, span, sides[0], Before(matrix, sides[1], span));
            case CallSyntax { Function.Text: MatrixFunctions.Diagonal, Arguments: { Count: 1 } diagonal }:
                var one1 = new NumberSyntax(1, span);
                return Scaled(matrix, leads ? Call(MatrixFunctions.Outer, span, one1, diagonal[0]) : Call(MatrixFunctions.Outer, span, diagonal[0], one1), span);
            default:
                return null;
        }
    }

    static ExpressionSyntax? Scaled(ExpressionSyntax number, ExpressionSyntax? value, TextSpan span) =>
        value is null ? null : new BinarySyntax(TokenKind.Star, number, value, span);

    static ExpressionSyntax Upright(ExpressionSyntax row) =>
        row is CallSyntax { Function.Text: MatrixFunctions.Transpose } transposed ? transposed.Arguments[0] : Call(MatrixFunctions.Transpose, row.Span, row);

    static CallSyntax Call(string function, TextSpan span, params ExpressionSyntax[] arguments) =>
        new(new Token(TokenKind.Name, function, span), arguments.ToEquatableArray(), span);
}
