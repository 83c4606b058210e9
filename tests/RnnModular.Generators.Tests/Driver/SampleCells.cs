namespace RnnModular.Generators.Tests.Driver;

/// <summary>Cells of the literature, as the plugins have them.</summary>
static class SampleCells
{
    public static IReadOnlyDictionary<string, string> Equations { get; } = new Dictionary<string, string>
    {
        ["Elman"] = "h' = tanh(W x + bi + U h + bh)",
        ["Lstm"] = """
            i  = sigmoid(Wi x + Ui h + bi)
            f  = sigmoid(Wf x + Uf h + bf)
            g  = tanh(Wg x + Ug h + bg)
            o  = sigmoid(Wo x + Uo h + bo)
            c' = f * c + i * g
            h' = o * tanh(c')
            """,
        ["Gru"] = """
            r  = sigmoid(Wr x + Ur h + br)
            z  = sigmoid(Wz x + Uz h + bz)
            n  = tanh(Wn x + bn + r * (Un h + cn))
            h' = (1 - z) * n + z * h
            """,
    };

    /// <summary>A source file with that cell.</summary>
    public static string Class(string cell) =>
        $"namespace Tests;\n\n/// <summary>A cell.</summary>\n[RnnModular.RecurrentCell(\"\"\"\n{Indented(Equations[cell])}\n    \"\"\")]\npublic sealed partial class {cell}Cell;\n";

    static string Indented(string text) => string.Join("\n", text.Split('\n').Select(line => "    " + line));
}
