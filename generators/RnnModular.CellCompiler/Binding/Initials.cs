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

    public static IEnumerable<string> Names => Table.Keys;

    public static bool IsKnown(string name) => Table.ContainsKey(name);

    public static string ContractName(string name) => Table[name];
}
