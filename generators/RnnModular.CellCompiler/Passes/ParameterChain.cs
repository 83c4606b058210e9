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
        var adjoint = new Dictionary<int, int>();
        foreach (Node node in made.Where(n => summed.Contains(n.Name!)))
        {
            adjoint[node.Id] = graph.Leaf(Operations.Saved, "d" + node.Name, node.Shape);
        }

        // Unnamed parts of a value pass gradients on too.
        foreach (Node node in forward.Nodes.Where(n => dependence[n.Id] == Dependence.Parameters && !n.IsLeaf).Reverse())
        {
            if (!adjoint.TryGetValue(node.Id, out int gradient))
            {
                continue;
            }

            for (int which = 0; which < node.Operands.Count; which++)
            {
                int operand = node.Operands[which];
                if (!forward.Nodes[operand].IsConstant && node.Operation.Adjoint is { } adjointOf)
                {
                    int part = adjointOf(graph, node.Id, node.Operands, gradient, which);
                    adjoint[operand] = adjoint.TryGetValue(operand, out int sum) ? graph.Sum(sum, part) : part;
                }
            }
        }

        IEnumerable<ChainTerm> terms = adjoint.Where(a => forward.Nodes[a.Key].IsParameter && !(graph[a.Value].IsConstant && graph[a.Value].Value == 0))
            .OrderBy(a => a.Key)
            .Select(a => new ChainTerm(forward.Nodes[a.Key].Name!, a.Value, forward.Nodes[a.Key].Shape.IsScalar && !graph[a.Value].Shape.IsScalar));
        return new ParameterChain(graph.Nodes.ToEquatableArray(), made.Select(n => n.Id).ToEquatableArray(), terms.ToEquatableArray());
    }
}
