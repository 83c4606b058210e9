using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>
/// Which values of a stage nothing needs but what is stored under a condition: gradients of inputs that nobody may have asked for,
/// and what only a training run keeps. Sums are taken on the way in any case.
/// </summary>
sealed class Conditions
{
    readonly Dictionary<int, string> _conditions = [];

    public Conditions(IReadOnlyList<Node> nodes, Stage stage)
    {
        foreach (Store store in stage.Stores)
        {
            Need(store.Node, nodes[store.Node].Operation.IsSum ? "" : Of(store));
        }

        for (int index = stage.Computes.Count - 1; index >= 0; index--)
        {
            Node node = nodes[stage.Computes[index]];
            foreach (int operand in node.Operands)
            {
                Need(operand, node.Operation.IsSum ? "" : this[node.Id]);
            }
        }
    }

    /// <summary>The condition under which a value is needed at all; empty for always.</summary>
    public string this[int id] => _conditions.TryGetValue(id, out string? condition) ? condition : "";

    /// <summary>When a value is written; empty for always.</summary>
    public static string Of(Store store) => store.Place.IsOptional ? "f.dx != null" : store.TrainingOnly ? "f.training" : "";

    void Need(int id, string condition) => _conditions[id] = _conditions.TryGetValue(id, out string? other) && other != condition ? "" : condition;
}
