using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// Matrices of the step rearranged: <c>transpose(A)</c>, <c>hollow(A)</c>, <c>diag(v)</c>, <c>reshape(v, N, D)</c>, <c>flatten(A)</c>, and, along the
/// first axis as PyTorch has them, <c>slice(A, first, count)</c> of rows and <c>concat(A, B, v)</c>, in which a vector is a row.
/// </summary>
sealed partial class Binder
{
    readonly Dictionary<ExpressionSyntax, ShapeTerm> _rearranged = [];
    readonly Dictionary<ExpressionSyntax, SizeTerm[]> _stacks = [];

    /// <summary>The shape of what rearranges a matrix; null for any other call.</summary>
    ShapeTerm? Rearranged(CallSyntax call)
    {
        switch (call.Function.Text)
        {
            case MatrixFunctions.Transpose when call.Arguments.Count == 1 && IsMatrixValue(call.Arguments[0]):
                ShapeTerm turned = ShapeOf(call.Arguments[0]);
                _rearranged[call] = turned;
                return turned.IsMatrix ? new ShapeTerm(turned.Columns!, turned.Rows) : turned;
            case MatrixFunctions.Diagonal when call.Arguments.Count == 1:
                return _rearranged[call] = Square(VectorSize(call.Arguments[0], call.Function.Text));
            case MatrixFunctions.Hollow when call.Arguments.Count == 1 && IsMatrixValue(call.Arguments[0]):
                return _rearranged[call] = BesideIdentity(call.Arguments[0], call.Span);
            case MatrixFunctions.Reshape:
                return Reshaped(call);
            case MatrixFunctions.Flatten:
                return Flattened(call);
            default:
                return null;
        }
    }

    ShapeTerm Reshaped(CallSyntax call)
    {
        var open = new ShapeTerm(SizeTerm.Open(), SizeTerm.Open());
        if (call.Arguments.Count != 3)
        {
            _diagnostics.Report(Rules.WrongArgumentCount, call.Span, call.Function.Text, "3 arguments (the vector, how many rows, how many columns)", Text(call.Arguments.Count));
            return open;
        }

        SizeTerm values = VectorSize(call.Arguments[0], call.Function.Text);
        if (AsSize(call.Arguments[1]) is not { } rowSyntax || _sizes.Dim(rowSyntax) is not { } rows || AsSize(call.Arguments[2]) is not { } columnSyntax || _sizes.Dim(columnSyntax) is not { } columns
            || _sizes.Combined('*', rows, columns) is not { } all)
        {
            return open;
        }

        if (!SizeTerm.Unify(values, SizeTerm.Of(all)))
        {
            _diagnostics.Report(Rules.ShapesDisagree, call.Span, "the vector", $"size {values}", "the matrix", $"{rows} rows of {columns}", call.Function.Text);
        }

        return _rearranged[call] = new ShapeTerm(SizeTerm.Of(rows), SizeTerm.Of(columns));
    }

    ShapeTerm Flattened(CallSyntax call)
    {
        if (call.Arguments.Count != 1)
        {
            _diagnostics.Report(Rules.WrongArgumentCount, call.Span, call.Function.Text, "1 argument", Text(call.Arguments.Count));
            return ShapeTerm.Vector(SizeTerm.Open());
        }

        ShapeTerm matrix = ShapeOf(call.Arguments[0]);
        if (!matrix.IsMatrix)
        {
            _diagnostics.Report(Rules.ShapesDisagree, call.Arguments[0].Span, "This", matrix.ToString(), "a matrix", "rows and columns", call.Function.Text);
            return matrix;
        }

        if (matrix.Rows.Known is not { } rows || matrix.Columns!.Known is not { } columns || _sizes.Combined('*', rows, columns) is not { } all)
        {
            _diagnostics.Report(Rules.SizeOpen, call.Arguments[0].Span, call.Function.Text, "param A : H x H");
            return ShapeTerm.Vector(SizeTerm.Open());
        }

        _rearranged[call] = matrix;
        return ShapeTerm.Vector(SizeTerm.Of(all));
    }

    /// <summary>The shape of matrices one below the other.</summary>
    ShapeTerm StackShape(CallSyntax call, ShapeTerm[] parts)
    {
        SizeTerm columns = parts.First(p => p.IsMatrix).Columns!;
        for (int index = 0; index < parts.Length; index++)
        {
            SizeTerm width = parts[index].IsMatrix ? parts[index].Columns! : parts[index].Rows;
            if (!SizeTerm.Unify(columns, width))
            {
                _diagnostics.Report(Rules.ShapesDisagree, call.Arguments[index].Span, "This", parts[index].ToString(), "the rest", $"rows of {columns}", call.Function.Text);
            }
        }

        SizeTerm[] rows = [.. parts.Select(p => p.IsMatrix ? p.Rows : SizeTerm.Of(Dim.One))];
        var shape = new ShapeTerm(_sums.Add(rows, call.Span), columns);
        (_stacks[call], _rearranged[call]) = (rows, shape);
        return shape;
    }

    /// <summary>The node of what rearranges a matrix; null for any other call.</summary>
    int? RearrangedNode(GraphBuilder graph, CallSyntax call, Func<ExpressionSyntax, int> of)
    {
        if (!_rearranged.TryGetValue(call, out ShapeTerm open))
        {
            return null;
        }

        Shape shape = open.Resolve();
        switch (call.Function.Text)
        {
            case MatrixFunctions.Transpose:
                return MatrixMoves.Transpose(graph, of(call.Arguments[0]), shape);
            case MatrixFunctions.Diagonal:
                return graph.Multiply(graph.Structure(Structures.Identity, shape, null), graph.Broadcast(MatrixValues.EachColumn, of(call.Arguments[0]), shape));
            case MatrixFunctions.Hollow:
                return graph.Multiply(of(call.Arguments[0]), graph.Subtract(graph.Constant(1), graph.Structure(Structures.Identity, shape, null)));
            case MatrixFunctions.Reshape:
                return graph.Matrices(MatrixMoves.Reshaped, shape, null, [of(call.Arguments[0])], [Shape.Vector(_sizes.Combined('*', shape.Rows, shape.Columns)!.Value)]);
            case MatrixFunctions.Flatten:
                return graph.Matrices(MatrixMoves.Flattened, Shape.Vector(_sizes.Combined('*', shape.Rows, shape.Columns)!.Value), null, [of(call.Arguments[0])], [shape]);
            case LaneFunctions.Slice:
                (_, SizeTerm part, string first) = _parts[call];
                return graph.Matrices(MatrixMoves.Rows, Shape.Matrix(part.Known!.Value, shape.Columns), first, [of(call.Arguments[0])], [shape]);
            default:
                SizeTerm[] rows = _stacks[call];
                int[] parts = [.. call.Arguments.Select(of)];
                Shape[] shapes = [.. rows.Select((r, index) => graph[parts[index]].Shape is { IsMatrix: false, IsScalar: false } ? Shape.Vector(shape.Columns) : Shape.Matrix(r.Known!.Value, shape.Columns))];
                return graph.Matrices(MatrixMoves.Stacked, Shape.Matrix(Sum(rows), shape.Columns), string.Join(";", Offsets(rows)), parts, shapes);
        }
    }
}
