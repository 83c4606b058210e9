using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// Two matrices side by side. Of weights alone the product is one more weight, made once per update; with a value of the step
/// among them (<c>A S B</c>, <c>F P Fᵀ</c>) it is a value, made at every step.
/// </summary>
sealed partial class Binder
{
    readonly Dictionary<ProductSyntax, (ShapeTerm Left, ShapeTerm Right)> _matrixProducts = [];
    readonly HashSet<ProductSyntax> _weightValues = [];
    readonly Dictionary<CallSyntax, ShapeTerm[]> _algebra = [];

    /// <summary>The shape of a product of two matrices of which one is a value of the step.</summary>
    ShapeTerm MatrixProduct(ProductSyntax product)
    {
        ShapeTerm left = Factor(product.Matrix);
        ShapeTerm right = Factor(product.Vector);
        return left.IsMatrix && right.IsMatrix ? Joined(product, left, right) : new ShapeTerm(SizeTerm.Open(), SizeTerm.Open());
    }

    ShapeTerm Joined(ProductSyntax product, ShapeTerm left, ShapeTerm right)
    {
        if (!SizeTerm.Unify(left.Columns!, right.Rows))
        {
            _diagnostics.Report(Rules.ShapesDisagree, product.Span, "The left matrix", left.ToString(), "the right one", right.ToString(), "their product");
        }

        _matrixProducts[product] = (left, right);
        return new ShapeTerm(left.Rows, right.Columns);
    }

    ShapeTerm Factor(ExpressionSyntax factor)
    {
        if (!IsMatrixValue(factor))
        {
            return MatrixShape(factor) ?? ShapeTerm.Scalar;
        }

        ShapeTerm shape = ShapeOf(factor);
        if (!shape.IsMatrix)
        {
            NoMatrix(factor.Span);
        }

        return shape;
    }

    /// <summary>A product of weights that stands among values: <c>S + A Aᵀ</c>.</summary>
    ShapeTerm WeightValue(ProductSyntax product)
    {
        _weightValues.Add(product);
        return MatrixShape(product) ?? new ShapeTerm(SizeTerm.Open(), SizeTerm.Open());
    }

    int MatrixProductNode(GraphBuilder graph, ProductSyntax product, Func<ExpressionSyntax, int> of)
    {
        (ShapeTerm left, ShapeTerm right) = _matrixProducts[product];
        int Node(ExpressionSyntax factor) => IsMatrixValue(factor) ? of(factor) : MatrixNode(graph, factor);
        return MatrixProducts.Of(graph, Node(product.Matrix), left.Resolve(), Node(product.Vector), right.Resolve());
    }

    /// <summary>The shape of two expressions of weights side by side; a number before one scales it.</summary>
    ShapeTerm? WeightProduct(ProductSyntax product)
    {
        if (product.Matrix is NumberSyntax || (product.Matrix is NameSyntax { Name: var factor } && IsFactor(factor)))
        {
            var scaled = new BinarySyntax(TokenKind.Star, product.Matrix, product.Vector, product.Span);
            _meanings[product] = scaled;
            return MatrixShape(scaled);
        }

        if (MatrixShape(product.Matrix) is not { } left || MatrixShape(product.Vector) is not { } right)
        {
            return null;
        }

        return left.IsMatrix && right.IsMatrix ? Joined(product, left, right) : NoMatrix((left.IsMatrix ? product.Vector : product.Matrix).Span);
    }

    int WeightProductNode(GraphBuilder graph, ProductSyntax product)
    {
        (ShapeTerm left, ShapeTerm right) = _matrixProducts[product];
        return WeightAlgebra.Multiply(graph, Whole(graph, product.Matrix, left), Whole(graph, product.Vector, right));
    }

    /// <summary>The shape of an inverse, a solution or an exponential of weights.</summary>
    ShapeTerm? Algebra(CallSyntax call)
    {
        bool solves = call.Function.Text == ConstantFunctions.Solve;
        if (call.Arguments.Count != (solves ? 2 : 1))
        {
            _diagnostics.Report(Rules.WrongArgumentCount, call.Span, call.Function.Text, solves ? "2 arguments" : "1 argument", Text(call.Arguments.Count));
            return null;
        }

        if (AlgebraOperand(call.Arguments[0]) is not { } square)
        {
            return null;
        }

        if (!SizeTerm.Unify(square.Rows, square.Columns!))
        {
            _diagnostics.Report(Rules.ShapesDisagree, call.Arguments[0].Span, "This", square.ToString(), "a square matrix", "as many columns as rows", call.Function.Text);
        }

        if (!solves)
        {
            _algebra[call] = [square];
            return square;
        }

        if (AlgebraOperand(call.Arguments[1]) is not { } right)
        {
            return null;
        }

        if (!SizeTerm.Unify(square.Rows, right.Rows))
        {
            _diagnostics.Report(Rules.ShapesDisagree, call.Span, "The matrix", square.ToString(), "the right side", right.ToString(), call.Function.Text);
        }

        _algebra[call] = [square, right];
        return new ShapeTerm(square.Rows, right.Columns);
    }

    ShapeTerm? AlgebraOperand(ExpressionSyntax operand) =>
        MatrixShape(operand) is not { } shape ? null : shape.IsMatrix ? shape : NoMatrix(operand.Span);

    int AlgebraNode(GraphBuilder graph, CallSyntax call)
    {
        ShapeTerm[] shapes = _algebra[call];
        int[] operands = [.. call.Arguments.Select((a, index) => Whole(graph, a, shapes[index]))];
        Shape square = shapes[0].Resolve();
        return call.Function.Text switch
        {
            ConstantFunctions.Solve => graph.Structure(WeightAlgebra.Solve, shapes[1].Resolve(), null, operands),
            ConstantFunctions.Inverse => graph.Structure(WeightAlgebra.Inverse, square, null, operands),
            _ => graph.Structure(WeightAlgebra.Exponential, square, null, operands),
        };
    }

    /// <summary>An expression of weights as a matrix, also where it has simplified to one number.</summary>
    int Whole(GraphBuilder graph, ExpressionSyntax expression, ShapeTerm shape)
    {
        int node = MatrixNode(graph, expression);
        return graph[node].Shape.IsScalar ? graph.Spread(node, shape.Resolve()) : node;
    }
}
