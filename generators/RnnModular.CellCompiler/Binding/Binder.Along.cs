using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// Functions that run along something, given a matrix: along its rows or columns where an axis says so, as in <c>sum(A, 0)</c> and
/// <c>softmax(A, 1)</c>; without one, sums and norms take all values, and what normalises takes each row, as PyTorch's last axis.
/// </summary>
sealed partial class Binder
{
    readonly Dictionary<ExpressionSyntax, (ShapeTerm Matrix, int? Axis)> _along = [];

    /// <summary>The shape of a function of a matrix along an axis; null for any other call.</summary>
    ShapeTerm? AlongAxis(CallSyntax call)
    {
        // Counted as in NumPy.
        if (call.Arguments.Count != 2 || call.Arguments[1] is not NumberSyntax { Value: 0 or 1 } axis || !Functions.IsKnown(call.Function.Text) || !Functions.Get(call.Function.Text).TakesAxis)
        {
            return null;
        }

        ShapeTerm matrix = ShapeOf(call.Arguments[0]);
        if (matrix is not { Rows: { } rows, Columns: { } columns })
        {
            _diagnostics.Report(Rules.ShapesDisagree, call.Arguments[0].Span, "This", matrix.ToString(), "a matrix", "rows and columns", $"{call.Function.Text} along an axis");
            return ShapeTerm.Vector(SizeTerm.Open());
        }

        _along[call] = (matrix, (int)axis.Value);
        return Functions.Get(call.Function.Text).OverLanes ? ShapeTerm.Vector(axis.Value == 0 ? columns : rows) : matrix;
    }

    /// <summary>The shape of the arguments of a function that names no axis: all of one shape, or vectors beside the rows of a matrix.</summary>
    ShapeTerm AlongRows(CallSyntax call, Function function)
    {
        ShapeTerm shape = ShapeOf(call.Arguments[0]);
        if (shape.IsMatrix && !function.OverLanes)
        {
            _along[call] = (shape, 1);
        }

        foreach (ExpressionSyntax argument in call.Arguments.Skip(1))
        {
            ShapeTerm beside = ShapeOf(argument);
            if (shape.IsScalar)
            {
                shape = beside;
            }
            else if (!beside.IsScalar)
            {
                ShapeTerm wanted = shape.IsMatrix && !beside.IsMatrix ? ShapeTerm.Vector(shape.Columns!) : shape;
                Agree(wanted, beside, call.Span, shape.IsMatrix ? "a row" : "the left operand", shape.IsMatrix ? "what stands beside it" : "the right one", shape.IsMatrix ? call.Function.Text : "an elementwise operation");
            }
        }

        return shape;
    }

    static int AlongNode(GraphBuilder graph, Function function, ShapeTerm matrix, int? axis, int[] arguments)
    {
        Along along = axis == 0 ? Along.Columns(matrix.Resolve()) : Along.Rows(matrix.Resolve());
        return function.Along!(graph, along, function.TakesAxis ? [arguments[0]] : arguments);
    }

    /// <summary>The shape of a sum of a matrix and the identity, as in <c>(I - K) P</c>: I is the input size only where no matrix is meant. Null for anything else.</summary>
    ShapeTerm? BesideIdentity(BinarySyntax binary)
    {
        (ExpressionSyntax identity, ExpressionSyntax matrix) = Identity(binary.Left) is not null ? (binary.Left, binary.Right) : (binary.Right, binary.Left);
        if (Identity(identity) is not { } name || !_notation.IsMatrix(matrix) || !(binary.Operator is TokenKind.Plus or TokenKind.Minus || name.Name.Text == MatrixFunctions.Identity))
        {
            return null;
        }

        ShapeTerm shape = BesideIdentity(matrix, binary.Span);
        if (shape.IsMatrix)
        {
            _identities[name] = shape;
            if (identity is not NameSyntax)
            {
                ShapeOf(identity);
            }
        }

        return shape;
    }

    ShapeTerm BesideIdentity(ExpressionSyntax matrix, TextSpan span)
    {
        ShapeTerm shape = ShapeOf(matrix);
        if (shape.IsMatrix && !SizeTerm.Unify(shape.Rows, shape.Columns!))
        {
            _diagnostics.Report(Rules.ShapesDisagree, span, "The matrix", shape.ToString(), "the identity", "as many columns as rows", "an elementwise operation");
        }

        return shape;
    }

    /// <summary>The identity in I, c I and c * I; null for anything else.</summary>
    NameSyntax? Identity(ExpressionSyntax expression) => expression switch
    {
        NameSyntax name => IsIdentity(name.Name) ? name : null,
        ProductSyntax { Vector: NameSyntax name } product => IsIdentity(name.Name) && _notation.IsScaling(product) ? name : null,
        BinarySyntax { Operator: TokenKind.Star, Right: NameSyntax name } => IsIdentity(name.Name) ? name : null,
        _ => null,
    };
}
