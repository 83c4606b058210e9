using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>The gradient of a parameter through values made of parameters alone.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Node">The part to add, in <see cref="ParameterChain.Nodes"/>.</param>
/// <param name="OverLanes">True when a scalar collects from all lanes, or from a whole matrix.</param>
public sealed record ChainTerm(string Parameter, int Node, bool OverLanes);

/// <summary>Values made of parameters alone, and how their gradients reach the parameters.</summary>
/// <param name="Nodes">The step's nodes, then those of the chain rule; a leaf <c>d…</c> holds the gradient of a value.</param>
/// <param name="Values">The values that stages read, in order.</param>
/// <param name="Terms">Gradients of parameters.</param>
public sealed record ParameterChain(EquatableArray<Node> Nodes, EquatableArray<int> Values, EquatableArray<ChainTerm> Terms)
{
    /// <summary>Follows the chain rule outside the loop.</summary>
    /// <param name="forward">The step.</param>
    /// <param name="summed">Values whose gradient is summed over all rows.</param>
    public static ParameterChain Of(StepGraph forward, IReadOnlyCollection<string> summed)
    {
        Dependence[] dependence = Dependences.Of(forward.Nodes, static n => n.Operation == Operations.State);
        Node[] made = [.. forward.Nodes.Where(n => dependence[n.Id] == Dependence.Parameters && !n.IsLeaf && n.Name is not null)];
        var graph = GraphBuilder.From(forward.Nodes);

        // A scalar may collect both from scalars and from vectors; only the second kind is added up over lanes.
        var adjoint = new Dictionary<(int Node, bool Wide), int>();
        foreach (Node node in made.Where(n => summed.Contains(n.Name!)))
        {
            adjoint[(node.Id, !node.Shape.IsScalar)] = graph.Leaf(Operations.Saved, "d" + node.Name, node.Shape);
        }

        // Unnamed parts of a value pass gradients on too.
        IEnumerable<Node> inner = forward.Nodes.Where(n => dependence[n.Id] == Dependence.Parameters && !n.IsLeaf).Reverse();
        foreach ((Node node, bool wide) in inner.SelectMany(n => new[] { (n, false), (n, true) }))
        {
            if (!adjoint.TryGetValue((node.Id, wide), out int gradient))
            {
                continue;
            }

            for (int which = 0; which < node.Operands.Count; which++)
            {
                int operand = node.Operands[which];
                if (!forward.Nodes[operand].IsConstant && node.Operation.Adjoint is { } adjointOf)
                {
                    int part = adjointOf(graph, node.Id, node.Operands, gradient, which);
                    if (graph[part].IsConstant && graph[part].Value == 0)
                    {
                        continue;
                    }

                    (int, bool) key = (operand, !graph[part].Shape.IsScalar);
                    adjoint[key] = adjoint.TryGetValue(key, out int sum) ? graph.Sum(sum, part) : part;
                }
            }
        }

        IEnumerable<ChainTerm> terms = adjoint.Where(a => forward.Nodes[a.Key.Node].IsParameter && !(graph[a.Value].IsConstant && graph[a.Value].Value == 0))
            .OrderBy(a => a.Key)
            .Select(a => new ChainTerm(forward.Nodes[a.Key.Node].Name!, a.Value, forward.Nodes[a.Key.Node].Shape.IsScalar && a.Key.Wide));
        return new ParameterChain(graph.Nodes.ToEquatableArray(), made.Select(n => n.Id).ToEquatableArray(), terms.ToEquatableArray());
    }
}
