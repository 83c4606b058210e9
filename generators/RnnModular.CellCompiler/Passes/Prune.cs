using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>Drops nodes nothing depends on. Leaves of states and parameters stay: they belong to the contract.</summary>
static class Prune
{
    /// <summary>The same step without dead nodes.</summary>
    public static StepGraph Run(StepGraph graph)
    {
        bool[] live = Liveness.Of(graph.Nodes, [graph.Output, graph.Input, .. graph.States.Select(s => s.Next), .. graph.States.Select(s => s.Previous), .. graph.Parameters.Select(p => p.Leaf)]);
        var map = new int[graph.Nodes.Count];
        var kept = new List<Node>();
        foreach (Node node in graph.Nodes.Where(n => live[n.Id]))
        {
            map[node.Id] = kept.Count;
            kept.Add(node with { Id = kept.Count, Operands = node.Operands.Select(o => map[o]).ToEquatableArray() });
        }

        return graph with
        {
            Nodes = kept.ToEquatableArray(),
            States = graph.States.Select(s => s with { Previous = map[s.Previous], Next = map[s.Next] }).ToEquatableArray(),
            Parameters = graph.Parameters.Select(p => p with { Leaf = map[p.Leaf] }).ToEquatableArray(),
            Input = map[graph.Input],
            Output = map[graph.Output],
        };
    }
}
