namespace RnnModular.CellCompiler.Ir;

/// <summary>Functions of matrices that only constants have: they are evaluated while the spec is compiled.</summary>
public static class ConstantFunctions
{
    public const string Exponential = "expm";
    public const string Solve = "solve";
    public const string Inverse = "inv";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Exponential, Inverse, Solve];

    /// <summary>True for the name of one.</summary>
    public static bool IsKnown(string name) => Names.Contains(name);
}
