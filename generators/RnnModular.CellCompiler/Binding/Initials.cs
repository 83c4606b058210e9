namespace RnnModular.CellCompiler.Binding;

/// <summary>The ways a parameter can start, by the spec's word and the contract's name.</summary>
static class Initials
{
    static readonly SortedDictionary<string, string> Table = new(StringComparer.Ordinal)
    {
        ["uniform"] = "UniformByHidden",
        ["xavier"] = "Xavier",
        ["orthogonal"] = "Orthogonal",
    };

    public const string Default = "UniformByHidden";

    public const string Constant = "Constant";

    public const string Drawn = "Drawn";

    /// <summary>All ways, as an author would type them.</summary>
    public static string Choices => "identity, ones, orthogonal, uniform, xavier, zeros, log_uniform(1, 100), normal(0, 0.1), uniform(-1, 1), or what is made of them, as log(uniform(1, 99)) or 0.5 * identity";

    public static bool IsKnown(string name) => Table.ContainsKey(name);

    public static string ContractName(string name) => Table[name];
}
