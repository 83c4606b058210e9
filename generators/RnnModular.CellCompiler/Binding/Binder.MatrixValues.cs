using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// Matrices that are values of the step: matrix states, <c>outer(a, b)</c> and what is made of them. Before a vector such
/// a matrix multiplies it, as a weight would: <c>C q</c>, <c>transpose(C) q</c>.
/// </summary>
sealed partial class Binder
{
    const string Outer = MatrixFunctions.Outer;

    readonly Dictionary<ExpressionSyntax, ShapeTerm> _outers = [];

    /// <summary>The shape of outer(a, b), of what rearranges a matrix, or of a function along an axis; null for any other call.</summary>
    ShapeTerm? MatrixCall(CallSyntax call)
    {
        if (call.Function.Text == Outer)
        {
            if (call.Arguments.Count != 2)
            {
                _diagnostics.Report(Rules.WrongArgumentCount, call.Span, Outer, "2 arguments", Text(call.Arguments.Count));
                return ShapeTerm.Vector(SizeTerm.Open());
            }

            return _outers[call] = new ShapeTerm(Side(call.Arguments[0]), Side(call.Arguments[1]));
        }

        return Rearranged(call) ?? AlongAxis(call);
    }

    // A number stands in every row or column; how many there are, the other operand of the equation says.
    SizeTerm Side(ExpressionSyntax argument)
    {
        ShapeTerm shape = ShapeOf(argument);
        if (shape.IsMatrix)
        {
            _diagnostics.Report(Rules.FunctionOfVectors, argument.Span, Outer, shape.ToString());
        }

        return shape.IsScalar ? SizeTerm.Open() : shape.Rows;
    }

    /// <summary>True when a matrix state or another matrix of the step stands in an expression before a vector.</summary>
    bool IsMatrixValue(ExpressionSyntax head) => head switch
    {
        NameSyntax name => _symbols.TryGetValue(name.Name.Text, out Symbol? symbol) && symbol is { Kind: SymbolKind.State or SymbolKind.Intermediate, Shape.IsMatrix: true },
        NegationSyntax negation => IsMatrixValue(negation.Operand),
        BinarySyntax binary => IsMatrixValue(binary.Left) || IsMatrixValue(binary.Right),
        CallSyntax { Function.Text: Outer or MatrixFunctions.Reshape } => true,
        CallSyntax { Function.Text: MatrixFunctions.Diagonal, Arguments: { Count: 1 } diagonal } => !IsMadeOfWeights(diagonal[0]),
        CallSyntax call => call.Arguments.Any(IsMatrixValue),
        ProductSyntax product => _notation.IsMatrix(product),
        _ => false,
    };

    ShapeTerm ValueProduct(ProductSyntax product, ShapeTerm vector)
    {
        (ExpressionSyntax matrix, bool transposed) = Untransposed(product.Matrix);
        ShapeTerm shape = ShapeOf(matrix);
        if (!shape.IsMatrix)
        {
            _diagnostics.Report(Rules.PlainNumberProduct, product.Matrix.Span, "this");
            return vector;
        }

        return Multiplied(product, transposed ? new ShapeTerm(shape.Columns!, shape.Rows) : shape, vector, "the matrix");
    }

    static (ExpressionSyntax Matrix, bool Transposed) Untransposed(ExpressionSyntax head) =>
        head is CallSyntax { Function.Text: MatrixFunctions.Transpose, Arguments.Count: 1 } transpose ? (transpose.Arguments[0], true) : (head, false);

    // diag(d) h, with parameters d, arranges them once per weight update.
    bool IsMadeOfWeights(ExpressionSyntax diagonal) =>
        diagonal is NameSyntax name && (!_symbols.TryGetValue(name.Name.Text, out Symbol? symbol) || symbol.Kind is SymbolKind.Parameter or SymbolKind.Constant);

    /// <summary>The node of outer(a, b) or of what rearranges a matrix; null for any other call.</summary>
    int? MatrixCallNode(GraphBuilder graph, CallSyntax call, Func<ExpressionSyntax, int> of)
    {
        if (call.Function.Text == Outer)
        {
            return MatrixValues.Outer(graph, of(call.Arguments[0]), of(call.Arguments[1]), _outers[call].Resolve());
        }

        return RearrangedNode(graph, call, of);
    }

    int ValueProductNode(GraphBuilder graph, ProductSyntax product, Func<ExpressionSyntax, int> of)
    {
        (ExpressionSyntax matrix, bool transposed) = Untransposed(product.Matrix);
        int value = of(matrix);
        int vector = of(product.Vector);
        Shape shape = graph[value].Shape;

        // A matrix that simplified to a number left no shape behind: then every column of it sums to the same.
        return shape.IsMatrix ? MatrixValues.Product(graph, value, vector, shape, transposed) : graph.Multiply(value, graph.Add(Operations.Sum, vector));
    }
}
