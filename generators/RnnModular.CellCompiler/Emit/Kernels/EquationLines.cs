using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>Writes what a stage computes, each value under its equation; the step of fixed size and the stages of a run read alike.</summary>
/// <param name="code">Where.</param>
/// <param name="nodes">The graph.</param>
/// <param name="equations">The comment of each name.</param>
/// <param name="scope">Names that are taken.</param>
/// <param name="names">The variable or expression of each value so far; those written are added.</param>
sealed class EquationLines(CodeWriter code, IReadOnlyList<Node> nodes, IReadOnlyDictionary<string, string> equations, NameScope scope, Dictionary<int, string> names)
{
    /// <summary>Values as text.</summary>
    public VectorText Text { get; } = new(nodes, id => names.TryGetValue(id, out string? name) ? name : null);

    /// <summary>Says what holds the sums of a stage's products: what is used once is read where it is used, anything else gets a variable.</summary>
    public void Sums(Stage stage, IEnumerable<(int Node, string Value)> sums)
    {
        var uses = stage.Computes.SelectMany(c => nodes[c].Operands).GroupBy(o => o).ToDictionary(g => g.Key, g => g.Count());
        foreach ((int id, string value) in sums)
        {
            names[id] = value;
            bool once = uses.TryGetValue(id, out int count) && count == 1 && stage.Stores.All(s => s.Node != id);
            if (!once)
            {
                names[id] = scope.Take(nodes[id].Name ?? "t" + Literal.Integer(id));
                code.Line($"Lanes {names[id]} = {value};");
            }
        }
    }

    /// <summary>A comment behind a value that no equation names: a number alone says nothing of products summed elsewhere.</summary>
    public string Trailing(int id) => $"   // {EquationText.Of(nodes, id)}";

    /// <summary>Writes the values.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="summed">Writes what becomes of the summand of a sum, given its node and text.</param>
    public void Computes(Stage stage, Action<Node, string>? summed = null)
    {
        var stored = new HashSet<int>(stage.Stores.Select(s => s.Node));
        var sums = new HashSet<int>(stage.Accumulators.Select(a => a.Node));
        HashSet<int> inline = Inlining.Of(nodes, stage.Computes, id => nodes[id].Name is null && !stored.Contains(id));
        foreach (Node node in stage.Computes.Where(id => !inline.Contains(id)).Select(id => nodes[id]))
        {
            if (node.Operation.IsSum)
            {
                summed!(node, Text.Operand(node.Operands[0], 0, false));
                continue;
            }

            string right = Text.Of(node.Id);
            names[node.Id] = scope.Take(node.Name ?? "t" + Literal.Integer(node.Id));
            if (node.Name is not null && equations.TryGetValue(node.Name, out string? equation))
            {
                code.Line($"// {equation}");
            }

            code.Line($"Lanes {names[node.Id]} = {right};{(node.Name is null && node.Operands.Any(sums.Contains) ? Trailing(node.Id) : "")}");
        }
    }
}
