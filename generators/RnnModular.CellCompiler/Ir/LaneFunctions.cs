namespace RnnModular.CellCompiler.Ir;

/// <summary>Functions of vectors whose arguments are sizes too, or as many as one likes.</summary>
public static class LaneFunctions
{
    public const string Slice = "slice";
    public const string Split = "split";
    public const string Concat = MatrixFunctions.Concat;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Concat, Slice, Split];

    /// <summary>True for the name of one.</summary>
    public static bool IsKnown(string name) => Names.Contains(name);
}
