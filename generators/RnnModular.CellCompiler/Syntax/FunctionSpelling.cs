using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Other spellings of functions, as papers and frameworks have them: <c>σ(…)</c>, <c>LayerNorm(…)</c>, <c>hardtanh(…)</c>.</summary>
static class FunctionSpelling
{
    /// <summary>Not a function of the language, but its product of a matrix and a vector.</summary>
    public const string MatrixProduct = "matmul";

    static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["σ"] = "sigmoid",
        ["sigma"] = "sigmoid",
        ["sigm"] = "sigmoid",
        ["logistic"] = "sigmoid",
        ["swish"] = "silu",
        ["ln"] = "log",
        ["sgn"] = "sign",
        ["var"] = "variance",
        ["l2norm"] = "normalize",
        ["cat"] = MatrixFunctions.Concat,
        ["concatenate"] = MatrixFunctions.Concat,
        ["chunk"] = LaneFunctions.Split,
        ["matmul"] = MatrixProduct,
        ["mm"] = MatrixProduct,
        ["mv"] = MatrixProduct,
        ["step"] = "heaviside",
        ["sg"] = "stop_gradient",
        ["logsig"] = "log_sigmoid",
        ["l2normalize"] = "normalize",
        ["detach"] = "stop_gradient",
    };

    static readonly Dictionary<string, string> Plain = Functions.Names.Concat(MatrixFunctions.Names).Concat(LaneFunctions.Names)
        .GroupBy(Simplified)
        .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>The language's name of a function spelt otherwise; null when it is none.</summary>
    public static string? Find(string name)
    {
        string simple = Simplified(name);

        // Beside recurrent equations LN is a norm, and ln a logarithm.
        return name == "LN" ? "layer_norm"
            : Others.TryGetValue(simple, out string? other) ? other
            : simple.Length >= 3 && Plain.TryGetValue(simple, out string? plain) ? plain
            : null;
    }

    static string Simplified(string name) => name.Replace("_", "").ToLowerInvariant();
}
