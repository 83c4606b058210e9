namespace RnnModular.CellCompiler.Ir;

/// <summary>Functions that make matrices: those that arrange weights stand where a matrix multiplies a vector, not among values.</summary>
public static class MatrixFunctions
{
    public const string Transpose = "transpose";
    public const string Hollow = "hollow";
    public const string Diagonal = "diag";
    public const string BlockDiagonal = "block_diag";
    public const string Concat = "concat";
    public const string Identity = "identity";
    public const string Outer = "outer";

    /// <summary>A vector as a matrix, row by row: <c>reshape(v, N, D)</c>.</summary>
    public const string Reshape = "reshape";

    /// <summary>A matrix as a vector, row by row.</summary>
    public const string Flatten = "flatten";

    /// <summary>All that are written as calls.</summary>
    public static IReadOnlyList<string> Names { get; } = [BlockDiagonal, Diagonal, Flatten, Hollow, Outer, Reshape, Transpose];

    /// <summary>True for the name of one.</summary>
    public static bool IsKnown(string name) => Names.Contains(name);
}
