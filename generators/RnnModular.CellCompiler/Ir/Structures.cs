namespace RnnModular.CellCompiler.Ir;

/// <summary>
/// Matrices arranged from parameters, computed once per weight update: what <c>hollow</c>, <c>diag</c> and <c>block_diag</c> of the
/// language make, and their adjoints.
/// </summary>
public static class Structures
{
    /// <summary>Ones on the diagonal.</summary>
    public static Operation Identity { get; } = new() { Name = "identity", Kind = OperationKind.Structure, Equation = "identity" };

    /// <summary>The matrix with zeros on its diagonal.</summary>
    public static Operation Hollow { get; } = new()
    {
        Name = "hollow",
        Arity = 1,
        Kind = OperationKind.Structure,
        Equation = "hollow({0})",
        Adjoint = static (g, y, _, dy, _) => g.Structure(Hollow!, g[y].Shape, null, dy),
    };

    /// <summary>A vector on the diagonal of a matrix of zeros.</summary>
    public static Operation Diagonal { get; } = new()
    {
        Name = "diag",
        Arity = 1,
        Kind = OperationKind.Structure,
        Equation = "diag({0})",
        Adjoint = static (g, _, x, dy, _) => g.Structure(DiagonalOf!, g[x[0]].Shape, null, dy),
    };

    /// <summary>The diagonal of a matrix, as a vector.</summary>
    public static Operation DiagonalOf { get; } = new() { Name = "diagonal", Arity = 1, Kind = OperationKind.Structure, Equation = "diagonal({0})" };

    /// <summary>Blocks [H, H / n] stacked by rows, placed along the diagonal of an [H, H] matrix.</summary>
    public static Operation BlockDiagonal { get; } = new()
    {
        Name = "block_diag",
        Arity = 1,
        Kind = OperationKind.Structure,
        Equation = "block_diag({0})",
        Adjoint = static (g, _, x, dy, _) => g.Structure(BlocksOf!, g[x[0]].Shape, null, dy),
    };

    /// <summary>The blocks along a diagonal, stacked by rows.</summary>
    public static Operation BlocksOf { get; } = new() { Name = "blocks", Arity = 1, Kind = OperationKind.Structure, Equation = "blocks({0})" };

    /// <summary>Some columns of a matrix; <see cref="Node.Detail"/> is the first.</summary>
    public static Operation Columns { get; } = new()
    {
        Name = "columns",
        Arity = 1,
        Kind = OperationKind.Structure,
        Equation = "columns({0})",
        Adjoint = static (g, y, x, dy, _) => g.Structure(Padded!, g[x[0]].Shape, g[y].Detail, dy),
    };

    /// <summary>A matrix placed among columns of zeros; <see cref="Node.Detail"/> is the first of its columns.</summary>
    public static Operation Padded { get; } = new() { Name = "padded", Arity = 1, Kind = OperationKind.Structure, Equation = "padded({0})" };
}
