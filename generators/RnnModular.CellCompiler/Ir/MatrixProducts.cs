using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Ir;

/// <summary>
/// Products of two matrices of one sequence, at least one of them a value of the step: A B and Aᵀ B, whose adjoints are each
/// other. They read both whole, so they work on matrices in memory, by one function of the runtime.
/// </summary>
public static class MatrixProducts
{
    /// <summary>A B.</summary>
    public static Operation Product { get; } = new()
    {
        Name = "matrix product",
        Arity = 2,
        Kind = OperationKind.Matrices,
        Precedence = 3,
        Equation = "{0} {1}",
        Adjoint = static (g, y, x, dy, which) => which == 0
            ? Of(g, dy, g[y].Shape, MatrixMoves.Transpose(g, x[1], g[x[1]].Shape), Flipped(g[x[1]].Shape))
            : Transposed(g, x[0], g[x[0]].Shape, dy, g[y].Shape),
    };

    /// <summary>Aᵀ B, which reads A by columns instead of turning it first.</summary>
    public static Operation TransposedProduct { get; } = new()
    {
        Name = "transposed matrix product",
        Arity = 2,
        Kind = OperationKind.Matrices,
        Precedence = 3,
        Equation = "{0}ᵀ {1}",
        Adjoint = static (g, y, x, dy, which) => which == 0
            ? Of(g, x[1], g[x[1]].Shape, MatrixMoves.Transpose(g, dy, g[y].Shape), Flipped(g[y].Shape))
            : Of(g, x[0], g[x[0]].Shape, dy, g[y].Shape),
    };

    /// <summary>
    /// A W, for a weight W or the transpose of one: its rows are more rows of an ordinary product with W, which packs it once per weight
    /// update. The gradient of W is summed over all steps outside the loop.
    /// </summary>
    public static Operation Weighted { get; } = new()
    {
        Name = "rows times a weight",
        Arity = 2,
        Kind = OperationKind.Matrices,
        Precedence = 3,
        Equation = "{0} {1}",
        Adjoint = static (g, y, x, dy, which) => which == 0
            ? g.Matrices(Weighted!, g[x[0]].Shape, null, [dy, g.Transpose(x[1])], [g[y].Shape, Flipped(g[x[1]].Shape)])
            : throw new InvalidOperationException("The gradient of a weight is summed outside the step."),
    };

    /// <summary>True for products of two matrices of one sequence.</summary>
    public static bool Contains(Operation operation) => operation == Product || operation == TransposedProduct;

    /// <summary>A B.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="a">[R, K], or a number that stands in every place of one.</param>
    /// <param name="left">[R, K].</param>
    /// <param name="b">[K, C], or a number.</param>
    /// <param name="right">[K, C].</param>
    public static int Of(GraphBuilder g, int a, Shape left, int b, Shape right) =>
        IsWeight(g, b) && !IsWeight(g, a) && g[a].Operation != MatrixMoves.Transposed
            ? g.Matrices(Weighted, Shape.Matrix(left.Rows, right.Columns), null, [a, b], [left, right])
            : g[a].Operation == MatrixMoves.Transposed
            ? Transposed(g, g[a].Operands[0], Flipped(left), b, right)
            : g.Matrices(Product, Shape.Matrix(left.Rows, right.Columns), null, [a, b], [left, right]);

    /// <summary>Aᵀ B.</summary>
    static int Transposed(GraphBuilder g, int a, Shape left, int b, Shape right) =>
        g[a].Operation == MatrixMoves.Transposed
            ? Of(g, g[a].Operands[0], Flipped(left), b, right)
            : g.Matrices(TransposedProduct, Shape.Matrix(left.Columns, right.Columns), null, [a, b], [left, right]);

    // Made of parameters alone, once per weight update.
    static bool IsWeight(GraphBuilder g, int id) => g[id].Shape.IsMatrix && Dependences.Of(g.Nodes, static n => n.Operation == Operations.State)[id] == Dependence.Parameters;

    static Shape Flipped(Shape matrix) => Shape.Matrix(matrix.Columns, matrix.Rows);
}
