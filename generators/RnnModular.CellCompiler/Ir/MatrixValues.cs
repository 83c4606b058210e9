namespace RnnModular.CellCompiler.Ir;

/// <summary>
/// What leads from vectors of one sequence to matrices and back: <c>outer</c>, products with a matrix value and sums along
/// an axis are made of these four, whose adjoints are each other.
/// </summary>
public static class MatrixValues
{
    /// <summary>The matrix each of whose columns is the vector: a[R] becomes [R, C].</summary>
    public static Operation EachColumn { get; } = new()
    {
        Name = "each_column",
        Arity = 1,
        IsCheap = true,
        Kind = OperationKind.Broadcast,
        Equation = "outer({0}, 1)",
        Adjoint = static (g, y, _, dy, _) => g.AlongAxis(SumColumns!, dy, g[y].Shape),
    };

    /// <summary>The matrix each of whose rows is the vector: b[C] becomes [R, C].</summary>
    public static Operation EachRow { get; } = new()
    {
        Name = "each_row",
        Arity = 1,
        IsCheap = true,
        Kind = OperationKind.Broadcast,
        Equation = "outer(1, {0})",
        Adjoint = static (g, y, _, dy, _) => g.AlongAxis(SumRows!, dy, g[y].Shape),
    };

    /// <summary>A matrix that is only read as a vector in each row or column, as a matrix in memory.</summary>
    public static Operation WrittenOut { get; } = new()
    {
        Name = "written_out",
        Arity = 1,
        IsCheap = true,
        Equation = "{0}",
        CSharp = "{0}",
        Evaluate = static v => v[0],
        Adjoint = static (g, _, _, dy, _) => dy,
    };

    /// <summary>The sum of the columns of a matrix: [R, C] becomes [R].</summary>
    public static Operation SumColumns { get; } = new()
    {
        Name = "sum_columns",
        Arity = 1,
        Kind = OperationKind.AxisSum,
        Equation = "sum({0}, 1)",
        Adjoint = static (g, _, x, dy, _) => g.Broadcast(EachColumn, dy, g[x[0]].Shape),
    };

    /// <summary>The sum of the rows of a matrix: [R, C] becomes [C].</summary>
    public static Operation SumRows { get; } = new()
    {
        Name = "sum_rows",
        Arity = 1,
        Kind = OperationKind.AxisSum,
        Equation = "sum({0}, 0)",
        Adjoint = static (g, _, x, dy, _) => g.Broadcast(EachRow, dy, g[x[0]].Shape),
    };

    /// <summary>a bᵀ.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="a">[R], or a number.</param>
    /// <param name="b">[C], or a number.</param>
    /// <param name="shape">[R, C].</param>
    public static int Outer(GraphBuilder g, int a, int b, Shape shape)
    {
        int product = g.Multiply(g.Broadcast(EachColumn, a, shape), g.Broadcast(EachRow, b, shape));
        return g[product].Shape.IsScalar ? g.Spread(product, shape) : product;
    }

    /// <summary>A v, for a matrix that is a value of the step.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="matrix">[R, C].</param>
    /// <param name="vector">[C], or [R] when transposed.</param>
    /// <param name="shape">[R, C].</param>
    /// <param name="transposed">True for Aᵀ v.</param>
    public static int Product(GraphBuilder g, int matrix, int vector, Shape shape, bool transposed) => transposed
        ? g.AlongAxis(SumRows, g.Multiply(matrix, g.Broadcast(EachColumn, vector, shape)), shape)
        : g.AlongAxis(SumColumns, g.Multiply(matrix, g.Broadcast(EachRow, vector, shape)), shape);
}
