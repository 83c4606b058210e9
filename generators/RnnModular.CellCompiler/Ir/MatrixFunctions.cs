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

    /// <summary>All that are written as calls.</summary>
    public static IReadOnlyList<string> Names { get; } = [BlockDiagonal, Diagonal, Hollow, Outer, Transpose];

    /// <summary>True for the name of one.</summary>
    public static bool IsKnown(string name) => Names.Contains(name);
}
