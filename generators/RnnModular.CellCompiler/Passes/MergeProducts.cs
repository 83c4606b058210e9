using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>A graph after a rewrite, and where each old node went.</summary>
sealed record Rewritten(IReadOnlyList<Node> Nodes, int[] Map);

/// <summary>
/// Gathers products that are only ever added to each other into one sum of products, which the kernels keep in a single
/// accumulator: <c>Uiᵀ di + Ufᵀ df + …</c> is one pass over registers, not four.
/// </summary>
static class MergeProducts
{
    /// <summary>Rewrites the nodes that the roots need.</summary>
    public static Rewritten Run(IReadOnlyList<Node> nodes, IReadOnlyCollection<int> roots, Dependence[] dependence)
    {
        bool[] live = Liveness.Of(nodes, roots);
        int[] uses = Liveness.Uses(nodes, live, roots);
        var builder = new GraphBuilder();
        var map = new int[nodes.Count];
        foreach (Node node in nodes.Where(n => live[n.Id]))
        {
            map[node.Id] = Rewrite(node);
            if (!node.IsLeaf && node.Name is not null)
            {
                builder.Name(map[node.Id], node.Name);
            }
        }

        return new Rewritten(builder.Nodes, map);

        int Rewrite(Node node)
        {
            if (node.Operation == Operations.Add)
            {
                var terms = new List<int>();
                Gather(node.Id, node, terms);
                var mergeable = terms.Where(t => nodes[t].Operation == Operations.Product && uses[t] == 1 && nodes[t].Name is null)
                    .GroupBy(t => dependence[t])
                    .Where(g => g.Count() > 1)
                    .ToList();
                if (mergeable.Count > 0)
                {
                    return Sum(terms, mergeable);
                }
            }

            return builder.Copy(node, [.. node.Operands.Select(o => map[o])]);
        }

        void Gather(int id, Node root, List<int> terms)
        {
            Node node = nodes[id];
            if (node.Operation == Operations.Add && (id == root.Id || (uses[id] == 1 && node.Name is null && node.Shape == root.Shape)))
            {
                Gather(node.Operands[0], root, terms);
                Gather(node.Operands[1], root, terms);
            }
            else
            {
                terms.Add(id);
            }
        }

        int Sum(List<int> terms, List<IGrouping<Dependence, int>> mergeable)
        {
            var merged = new HashSet<int>(mergeable.SelectMany(g => g));
            int? sum = null;
            foreach (int term in terms.Where(t => !merged.Contains(t)))
            {
                sum = sum is { } s ? builder.Sum(s, map[term]) : map[term];
            }

            foreach (IGrouping<Dependence, int> group in mergeable)
            {
                int products = builder.Add(Operations.ProductSum, [.. group.SelectMany(t => nodes[t].Operands.Select(o => map[o]))]);
                sum = sum is { } s ? builder.Sum(s, products) : products;
            }

            return sum!.Value;
        }
    }
}
