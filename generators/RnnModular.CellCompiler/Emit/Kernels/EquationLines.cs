using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>Writes what a stage computes, each value under its equation; the step of fixed size and the stages of a run read alike.</summary>
/// <param name="code">Where.</param>
/// <param name="set">The instruction set.</param>
/// <param name="nodes">The graph.</param>
/// <param name="equations">The comment of each name.</param>
/// <param name="scope">Names that are taken.</param>
/// <param name="names">The variable or expression of each value so far; those written are added.</param>
/// <param name="load">Loads a value that lies in memory, before the line that first reads it, and returns its variable; null for any other value.</param>
sealed class EquationLines(
    CodeWriter code,
    InstructionSet set,
    IReadOnlyList<Node> nodes,
    IReadOnlyDictionary<string, string> equations,
    NameScope scope,
    Dictionary<int, string> names,
    Func<int, string?> load)
{
    /// <summary>Values as text.</summary>
    public VectorText Text { get; } = new(nodes, set.MultiplyAdd, id => names.TryGetValue(id, out string? name) ? name : load(id));

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
    /// <param name="now">True for those whose turn it is; null for all.</param>
    /// <param name="summed">Writes what becomes of the summand of a sum, given its node and text.</param>
    /// <param name="made">Told each value as soon as it can be read.</param>
    public void Computes(Stage stage, Func<int, bool>? now = null, Action<Node, string>? summed = null, Action<int>? made = null)
    {
        var stored = new HashSet<int>(stage.Stores.Select(s => s.Node));
        var sums = new HashSet<int>(stage.Accumulators.Select(a => a.Node));
        HashSet<int> added = OnlyAdded(stage);
        HashSet<int> inline = Inlining.Of(nodes, stage.Computes, id => nodes[id].Name is null && !stored.Contains(id));
        inline.UnionWith(stage.Computes.Where(id => nodes[id].Operation == Operations.Spread && nodes[id].Name is null && !stored.Contains(id)));
        foreach (Node node in stage.Computes.Where(id => !inline.Contains(id) && now?.Invoke(id) != false).Select(id => nodes[id]))
        {
            if (node.Operation.IsSum)
            {
                summed!(node, Text.Operand(node.Operands[0], 0, false));
                continue;
            }

            if (!added.Contains(node.Id))
            {
                Line(node, sums);
            }

            made?.Invoke(node.Id);
        }
    }

    /// <summary>Unnamed values that go nowhere but into a sum over the steps: they are written out where they are added.</summary>
    HashSet<int> OnlyAdded(Stage stage)
    {
        var used = new HashSet<int>(stage.Computes.SelectMany(c => nodes[c].Operands));
        return [.. stage.Stores.GroupBy(s => s.Node).Where(g => g.Count() == 1 && g.Single().Place.Kind == PlaceKind.Total && nodes[g.Key].Name is null && !used.Contains(g.Key)).Select(g => g.Key)];
    }

    void Line(Node node, HashSet<int> sums)
    {
        string right = Text.Of(node.Id);
        names[node.Id] = scope.Take(node.Name ?? "t" + Literal.Integer(node.Id));
        if (node.Name is not null && equations.TryGetValue(node.Name, out string? equation))
        {
            code.Line($"// {equation}");
        }

        code.Line($"Lanes {names[node.Id]} = {right};{(node.Name is null && node.Operands.Any(sums.Contains) ? Trailing(node.Id) : "")}");
    }
}
