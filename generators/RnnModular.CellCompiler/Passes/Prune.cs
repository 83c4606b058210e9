using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>Drops nodes nothing depends on. Leaves of inputs, states and parameters stay: they belong to the contract.</summary>
static class Prune
{
    /// <summary>The same step without dead nodes.</summary>
    public static StepGraph Run(StepGraph graph)
    {
        bool[] live = Liveness.Of(graph.Nodes, [graph.Output, .. graph.States.Select(s => s.Next), .. graph.Contract]);
        var map = new int[graph.Nodes.Count];
        var kept = new List<Node>();
        foreach (Node node in graph.Nodes.Where(n => live[n.Id]))
        {
            map[node.Id] = kept.Count;
            kept.Add(node with { Id = kept.Count, Operands = node.Operands.Select(o => map[o]).ToEquatableArray() });
        }

        return graph.Mapped(kept.ToEquatableArray(), map);
    }
}
