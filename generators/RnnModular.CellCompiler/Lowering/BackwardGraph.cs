using System.Globalization;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>
/// The gradient as a graph of its own: forward values enter as leaves (kept values, states, inputs, parameters), or are
/// made again from those.
/// </summary>
/// <param name="Nodes">The graph.</param>
/// <param name="Map">From ids of the joint graph to ids here; −1 for what is not needed.</param>
/// <param name="SavedNames">The name under which a kept forward node enters, to its forward id.</param>
sealed record BackwardGraph(IReadOnlyList<Node> Nodes, int[] Map, IReadOnlyDictionary<string, int> SavedNames)
{
    /// <summary>Separates the gradient from the forward run.</summary>
    public static BackwardGraph Build(AdjointGraph adjoint, IReadOnlyList<int> saved)
    {
        StepGraph forward = adjoint.Forward;
        Dependence[] dependence = Dependences.Of(forward.Nodes, static n => n.Operation == Operations.State);
        var next = forward.LoopStates.GroupBy(s => s.Next).ToDictionary(g => g.Key, g => g.First().Name);
        var savedNames = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var builder = new GraphBuilder();
        int[] map = [.. Enumerable.Repeat(-1, adjoint.Nodes.Count)];

        // Only what gradient nodes reach without passing a leaf is made again.
        bool[] needed = Needed();
        foreach (Node node in adjoint.Nodes.Where(n => needed[n.Id]))
        {
            map[node.Id] = Copy(node);
        }

        int[] roots = [.. SavePlan.Roots(adjoint).Select(r => map[r]).Distinct()];
        Rewritten gathered = GatherSums.Run(builder.Nodes, roots);
        Rewritten merged = MergeProducts.Run(gathered.Nodes, [.. roots.Select(r => gathered.Map[r])], Schedule.CarriedBy(gathered.Nodes, forward: false));
        return new BackwardGraph(merged.Nodes, [.. map.Select(m => m < 0 ? -1 : merged.Map[gathered.Map[m]])], savedNames);

        bool[] Needed()
        {
            var found = new bool[adjoint.Nodes.Count];
            foreach (int root in SavePlan.Roots(adjoint))
            {
                found[root] = true;
            }

            for (int id = found.Length - 1; id >= 0; id--)
            {
                foreach (int operand in found[id] && !Enters(adjoint.Nodes[id]) ? adjoint.Nodes[id].Operands : [])
                {
                    found[operand] = true;
                }
            }

            return found;
        }

        // A value of the forward run that the gradient finds in memory.
        bool Enters(Node node) => node.Id < forward.Nodes.Count
            && (next.ContainsKey(node.Id) || saved.Contains(node.Id) || (dependence[node.Id] == Dependence.Parameters && !node.Shape.IsMatrix));

        int Copy(Node node)
        {
            bool isForward = node.Id < forward.Nodes.Count;
            if (isForward && !node.IsLeaf && next.TryGetValue(node.Id, out string? state))
            {
                return builder.Leaf(Operations.NextState, state, node.Shape);
            }

            if (isForward && !node.IsLeaf && dependence[node.Id] == Dependence.Parameters && node.Name is not null)
            {
                return builder.Leaf(Operations.Parameter, node.Name!, node.Shape);
            }

            if (isForward && saved.Contains(node.Id))
            {
                string name = node.Name ?? "s" + node.Id.ToString(CultureInfo.InvariantCulture);
                savedNames[name] = node.Id;
                return builder.Leaf(Operations.Saved, name, node.Shape);
            }

            int copy = builder.Copy(node, [.. node.Operands.Select(o => map[o])]);
            if (!node.IsLeaf && node.Name is not null)
            {
                builder.Name(copy, node.Name);
            }

            return copy;
        }
    }
}
