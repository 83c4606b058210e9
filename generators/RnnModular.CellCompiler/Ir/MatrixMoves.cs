namespace RnnModular.CellCompiler.Ir;

/// <summary>
/// What puts the values of matrices elsewhere: Aᵀ, some rows, rows one below the other, a vector read as a matrix. Each works on
/// whole matrices in memory, by one function of the runtime; their adjoints are each other.
/// </summary>
public static class MatrixMoves
{
    /// <summary>Aᵀ, of a value of the step.</summary>
    public static Operation Transposed { get; } = new()
    {
        Name = "transposed",
        Arity = 1,
        Kind = OperationKind.Matrices,
        Equation = "{0}ᵀ",
        Adjoint = static (g, y, _, dy, _) => Transpose(g, dy, g[y].Shape),
    };

    /// <summary>Rows of a matrix, or one of them as a vector; <see cref="Node.Detail"/> is the first.</summary>
    public static Operation Rows { get; } = new()
    {
        Name = "rows",
        Arity = 1,
        Kind = OperationKind.Matrices,
        Adjoint = static (g, y, x, dy, _) => g.Matrices(RowsAmongZeros!, g[x[0]].Shape, g[y].Detail, [dy], [g[y].Shape]),
    };

    /// <summary>Rows, or a vector as one, among rows of zeros; <see cref="Node.Detail"/> is where the first comes to.</summary>
    public static Operation RowsAmongZeros { get; } = new() { Name = "rows among zeros", Arity = 1, Kind = OperationKind.Matrices };

    /// <summary>Matrices one below the other, a vector as one row; <see cref="Node.Detail"/> holds the first row of each, between semicolons.</summary>
    public static Operation Stacked { get; } = new()
    {
        Name = "stacked",
        Kind = OperationKind.Matrices,
        Adjoint = static (g, y, x, dy, which) => g.Matrices(Rows, g[x[which]].Shape, g[y].Detail!.Split(';')[which], [dy], [g[y].Shape]),
    };

    /// <summary>A vector as a matrix, row by row.</summary>
    public static Operation Reshaped { get; } = new()
    {
        Name = "reshape",
        Arity = 1,
        Kind = OperationKind.Matrices,
        Adjoint = static (g, y, x, dy, _) => g.Matrices(Flattened!, g[x[0]].Shape, null, [dy], [g[y].Shape]),
    };

    /// <summary>A matrix as a vector, row by row.</summary>
    public static Operation Flattened { get; } = new()
    {
        Name = "flatten",
        Arity = 1,
        Kind = OperationKind.Matrices,
        Equation = "flatten({0})",
        Adjoint = static (g, y, x, dy, _) => g.Matrices(Reshaped, g[x[0]].Shape, null, [dy], [g[y].Shape]),
    };

    /// <summary>The largest value of each row: [R, C] becomes [R]. Of several that are equally large each gets its share of the gradient.</summary>
    public static Operation LargestOfRows { get; } = new()
    {
        Name = "largest of each row",
        Arity = 1,
        Kind = OperationKind.Matrices,
        Equation = "row_max({0})",
        Adjoint = static (g, y, x, dy, _) => Along.Rows(g[x[0]].Shape).LargestGradient(g, y, x[0], dy),
    };

    /// <summary>The largest value of each column: [R, C] becomes [C].</summary>
    public static Operation LargestOfColumns { get; } = new()
    {
        Name = "largest of each column",
        Arity = 1,
        Kind = OperationKind.Matrices,
        Equation = "column_max({0})",
        Adjoint = static (g, y, x, dy, _) => Along.Columns(g[x[0]].Shape).LargestGradient(g, y, x[0], dy),
    };

    /// <summary>Aᵀ; of Aᵀ, A again, and of Aᵀ B, Bᵀ A.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="matrix">[R, C], or a number that stands in every place of one.</param>
    /// <param name="shape">[R, C].</param>
    public static int Transpose(GraphBuilder g, int matrix, Shape shape) => g[matrix].Operation == Transposed || g[matrix].Shape.IsScalar
        ? g[matrix].Shape.IsScalar ? matrix : g[matrix].Operands[0]
        : g[matrix].Operation == MatrixProducts.TransposedProduct
        ? g.Matrices(MatrixProducts.TransposedProduct, Shape.Matrix(shape.Columns, shape.Rows), null, [g[matrix].Operands[1], g[matrix].Operands[0]], [g[g[matrix].Operands[1]].Shape, g[g[matrix].Operands[0]].Shape])
        : g.Matrices(Transposed, Shape.Matrix(shape.Columns, shape.Rows), null, [matrix], [shape]);
}
