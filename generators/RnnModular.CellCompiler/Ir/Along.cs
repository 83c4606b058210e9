namespace RnnModular.CellCompiler.Ir;

/// <summary>
/// What a function such as softmax runs along: all lanes of a vector (or values of a matrix), or each row or column of a matrix.
/// </summary>
/// <param name="shape">The matrix; any shape where all values are meant.</param>
/// <param name="axis">1 for each row, 0 for each column, as NumPy counts; null for all values.</param>
readonly struct Along(Shape shape, int? axis)
{
    /// <summary>All lanes, or all values of a matrix.</summary>
    public static Along All { get; } = new(Shape.Scalar, null);

    /// <summary>Each row of a matrix.</summary>
    public static Along Rows(Shape matrix) => new(matrix, 1);

    /// <summary>Each column of a matrix.</summary>
    public static Along Columns(Shape matrix) => new(matrix, 0);

    /// <summary>A number for all; a vector with one for each row or column.</summary>
    public int Sum(GraphBuilder g, int value) => axis switch
    {
        null => g.Add(Operations.Sum, value),
        1 => g.AlongAxis(MatrixValues.SumColumns, value, shape),
        _ => g.AlongAxis(MatrixValues.SumRows, value, shape),
    };

    /// <summary>The sum divided by how many there are.</summary>
    public int Mean(GraphBuilder g, int value) => g.Divide(Sum(g, value), Count(g, value));

    /// <summary>The largest of each.</summary>
    public int Largest(GraphBuilder g, int value) => axis is not { } along ? g.Add(Operations.Largest, value)
        : g[value].Shape.IsScalar ? value
        : g.Matrices(along == 1 ? MatrixMoves.LargestOfRows : MatrixMoves.LargestOfColumns, Shape.Vector(along == 1 ? shape.Rows : shape.Columns), null, [value], [shape]);

    /// <summary>What one of these functions gave, beside the values it came from.</summary>
    public int Spread(GraphBuilder g, int result) => axis switch
    {
        null => result,
        1 => g.Broadcast(MatrixValues.EachColumn, result, shape),
        _ => g.Broadcast(MatrixValues.EachRow, result, shape),
    };

    /// <summary>A vector along what the function runs along: the gain of a norm.</summary>
    public int Beside(GraphBuilder g, int vector) => axis switch
    {
        null => vector,
        _ when g[vector].Shape.IsMatrix => vector,
        1 => g.Broadcast(MatrixValues.EachRow, vector, shape),
        _ => g.Broadcast(MatrixValues.EachColumn, vector, shape),
    };

    /// <summary>The gradient of <see cref="Largest"/>.</summary>
    public int LargestGradient(GraphBuilder g, int largest, int value, int gradient)
    {
        int chosen = g.Add(Operations.Where, g.Subtract(Spread(g, largest), value), g.Constant(0), g.Constant(1));
        return g.Multiply(Spread(g, g.Divide(gradient, Sum(g, chosen))), chosen);
    }

    int Count(GraphBuilder g, int value) => axis switch { null => g.SizeOf(value), 1 => g.SizeNumber(shape.Columns), _ => g.SizeNumber(shape.Rows) };
}
