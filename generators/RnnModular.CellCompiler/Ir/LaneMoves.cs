namespace RnnModular.CellCompiler.Ir;

/// <summary>
/// What puts lanes of vectors elsewhere: slices, concatenations, running sums. Each works on whole rows in memory, by one
/// function of the runtime; their adjoints are each other.
/// </summary>
public static class LaneMoves
{
    /// <summary>Some lanes of a vector; <see cref="Node.Detail"/> is the first of them.</summary>
    public static Operation Slice { get; } = new()
    {
        Name = "slice",
        Arity = 1,
        Kind = OperationKind.Lanes,
        Adjoint = static (g, y, x, dy, _) => g.Lanes(Pad!, g[x[0]].Shape, g[y].Detail, dy),
    };

    /// <summary>A vector among zeros; <see cref="Node.Detail"/> is the lane its first comes to.</summary>
    public static Operation Pad { get; } = new()
    {
        Name = "pad",
        Arity = 1,
        Kind = OperationKind.Lanes,
        Adjoint = static (g, y, x, dy, _) => g.Lanes(Slice, g[x[0]].Shape, g[y].Detail, dy),
    };

    /// <summary>Vectors one after the other; <see cref="Node.Detail"/> holds the first lane of each, between semicolons.</summary>
    public static Operation Concat { get; } = new()
    {
        Name = "concat",
        Kind = OperationKind.Lanes,
        Adjoint = static (g, y, x, dy, which) => g.Lanes(Slice, g[x[which]].Shape, g[y].Detail!.Split(';')[which], dy),
    };

    /// <summary>The sum of each lane and all before it.</summary>
    public static Operation CumulativeSum { get; } = new()
    {
        Name = "cumsum",
        Arity = 1,
        Kind = OperationKind.Lanes,
        Equation = "cumsum({0})",
        Adjoint = static (g, y, _, dy, _) => g.Lanes(SumFromHere!, g[y].Shape, null, dy),
    };

    /// <summary>The sum of each lane and all after it.</summary>
    public static Operation SumFromHere { get; } = new()
    {
        Name = "reverse_cumsum",
        Arity = 1,
        Kind = OperationKind.Lanes,
        Equation = "reverse_cumsum({0})",
        Adjoint = static (g, y, _, dy, _) => g.Lanes(CumulativeSum, g[y].Shape, null, dy),
    };
}
