using RnnModular.CellCompiler.Binding.Notation;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>What stands side by side.</summary>
sealed partial class Binder
{
    readonly Sorts _sorts;
    readonly ProductNotation _notation;
    readonly Dictionary<ProductSyntax, ExpressionSyntax> _meanings = [];

    bool IsKnown(Token name) => _symbols.ContainsKey(name.Text) || _weights.ContainsKey(name.Text) || IsIdentity(name);

    Sort SortOf(Token name)
    {
        if (!_symbols.TryGetValue(name.Text, out Symbol? symbol))
        {
            return _weights.ContainsKey(name.Text) || IsIdentity(name) ? Sort.Weight : _sizes.Contains(name.Text) ? Sort.Number : Sort.Open;
        }

        bool isValue = symbol.Kind is SymbolKind.State or SymbolKind.Intermediate;
        return symbol.Shape.IsScalar ? Sort.Number : !symbol.Shape.IsMatrix ? Sort.Vector : isValue ? Sort.Matrix : Sort.Weight;
    }

    bool IsRow(Token name) => _symbols.TryGetValue(name.Text, out Symbol? symbol) && symbol is { Kind: SymbolKind.Parameter, Shape: { IsMatrix: true, Rows.IsOne: true } };

    // Small, since it calls itself as deep as an equation goes.
    ShapeTerm Product(ProductSyntax product) =>
        Meaning(product) is { } meaning ? ShapeOf(meaning)
        : IsReflection(product) ? ReflectionShape(product)
        : _notation.AreMatrices(product) ? MatrixProduct(product)
        : _notation.AreWeights(product) ? WeightValue(product)
        : product.Vector is CallSyntax { Function.Text: MatrixFunctions.Concat } concat ? Product(product, ConcatShape(concat))
        : Product(product, ShapeOf(product.Vector));

    /// <summary>What a product means in other words; null for a matrix and the vector it multiplies.</summary>
    ExpressionSyntax? Meaning(ProductSyntax product)
    {
        if (product.Matrix is not NameSyntax { Name: var head } || !LooksLikeFunction(head, product.Vector))
        {
            DeclareHead(product.Matrix);
        }

        ExpressionSyntax? meaning = IsUndeclaredVector(product) ? null : _notation.Meaning(product);
        if (product.Matrix is NameSyntax { Name: var first } && !IsKnown(first) && IsReserved(first, "a matrix"))
        {
            meaning = product.Vector;
        }
        if (meaning is not null)
        {
            _meanings[product] = meaning;
        }

        return meaning;
    }

    // b, a bias so far, before a vector: nobody knows which of the two it is.
    bool IsUndeclaredVector(ProductSyntax product) => !product.IsDotted && product.Matrix is NameSyntax { Name: var name }
        && _symbols.TryGetValue(name.Text, out Symbol? symbol) && symbol is { Kind: SymbolKind.Parameter, IsDeclared: false, Shape: { IsMatrix: false, IsScalar: false } } && _notation.SortOf(product.Vector) == Sort.Vector;

    ShapeTerm Product(ProductSyntax product, ShapeTerm vector)
    {
        if (vector.IsMatrix)
        {
            _diagnostics.Report(Rules.BesideAMatrix, product.Matrix.Span, product.Matrix is NameSyntax { Name.Kind: TokenKind.Name } named ? named.Name.Text : "A");
            return vector;
        }

        if (product.Matrix is NumberSyntax || (product.Matrix is NameSyntax { Name.Kind: TokenKind.PrimedName } && !IsMatrixValue(product.Matrix)))
        {
            _diagnostics.Report(Rules.PlainNumberProduct, product.Matrix.Span, product.Matrix is NumberSyntax ? "a number" : "this");
            return vector;
        }

        if (IsMatrixValue(product.Matrix))
        {
            return ValueProduct(product, vector);
        }

        if (product.Matrix is not NameSyntax { Name: { } head } || head.Text == MatrixFunctions.Identity || _weights.ContainsKey(head.Text))
        {
            return MatrixShape(product.Matrix) is { } shape ? Multiplied(product, shape, vector, "the matrix") : vector;
        }

        if (!_symbols.TryGetValue(head.Text, out Symbol? matrix))
        {
            if (LooksLikeFunction(head, product.Vector))
            {
                string? near = Spelling.Nearest(head.Text, Functions.Names);
                Unknown(head, near is null
                    ? $"; if it is a function of the paper, say which in a line of its own, as in {head.Text} = tanh or {head.Text}(a) = elu(a) + 1, and if it is a matrix, leave a space before the parenthesis; functions are {string.Join(", ", Functions.Names)}"
                    : $"; did you mean {near}?");
                return vector;
            }

            matrix = NewParameter(head, new ShapeTerm(SizeTerm.Open(), SizeTerm.Open()));
        }

        if (matrix.Kind != SymbolKind.Parameter && !matrix.Shape.IsMatrix)
        {
            _diagnostics.Report(Rules.NotAMatrix, head.Span, head.Text, Describe(matrix.Kind));
            return vector;
        }

        if (!matrix.Shape.IsMatrix)
        {
            _diagnostics.Report(Rules.MatrixAndVector, head.Span, head.Text);
            return vector;
        }

        matrix.IsRead = true;
        return Multiplied(product, matrix.Shape, vector, head.Text);
    }

    ShapeTerm Multiplied(ProductSyntax product, ShapeTerm matrix, ShapeTerm vector, string name)
    {
        if (!matrix.IsMatrix)
        {
            _diagnostics.Report(Rules.PlainNumberProduct, product.Matrix.Span, "this");
            return vector;
        }

        if (!SizeTerm.Unify(matrix.Columns!, vector.Rows))
        {
            _diagnostics.Report(Rules.ShapesDisagree, product.Span, name, matrix.ToString(), "the vector after it", vector.ToString(), "a product");
        }

        return ShapeTerm.Vector(matrix.Rows);
    }

    // A lower-case word glued to its parenthesis reads as a call, and so do the letters papers give functions; matrices are written W or Wr, with a space.
    static bool LooksLikeFunction(Token head, ExpressionSyntax vector) =>
        (head.Text is "f" or "g" or "φ" or "ϕ" or "ψ" or "Φ" || (head.Text.Length >= 3 && char.IsLower(head.Text[0]))) && vector.Span.Start == head.Span.End;
}
