using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>
/// Decides what the forward run keeps for the backward run. States and inputs are there anyway; a dear value that a
/// gradient uses is kept; a cheap one is computed again if what it is made of is at hand, and kept otherwise.
/// </summary>
static class SavePlan
{
    /// <summary>Forward nodes to keep, in order.</summary>
    /// <param name="adjoint">The step and its gradient.</param>
    /// <param name="isKeptAnyway">True for forward nodes that lie in memory for every row in any case.</param>
    public static IReadOnlyList<int> Run(AdjointGraph adjoint, Func<int, bool> isKeptAnyway)
    {
        StepGraph forward = adjoint.Forward;
        Dependence[] dependence = Dependences.Of(forward.Nodes, static n => n.Operation == Operations.State);
        var next = new HashSet<int>(forward.LoopStates.Select(s => s.Next));
        var saved = new SortedSet<int>();

        // Forward values that gradient nodes read directly, and operands of weight gradients.
        var wanted = new SortedSet<int>(adjoint.Weights.Select(w => w.Operand).Concat(adjoint.Weights.Select(w => w.Output)).Where(IsForward));
        var operands = new HashSet<int>(wanted);
        bool[] live = Liveness.Of(adjoint.Nodes, Roots(adjoint));
        var readWhole = new HashSet<int>(operands);
        foreach (Node node in adjoint.Nodes.Where(n => live[n.Id] && !IsForward(n.Id)))
        {
            wanted.UnionWith(node.Operands.Where(IsForward));
            readWhole.UnionWith(node.Operation.IsOfRows || node.IsProduct ? node.Operands.Where(IsForward) : []);
        }

        // A matrix whose rows or columns are all one vector is made again from that vector.
        foreach (Node spread in forward.Nodes.Where(n => n.Operation.Kind == OperationKind.Broadcast))
        {
            if (wanted.Remove(spread.Id) || forward.Nodes.Any(n => n.Shape == spread.Shape && wanted.Contains(n.Id)))
            {
                wanted.Add(spread.Operands[0]);
            }
        }

        // A product's operand must lie in memory; everything else may be made again.
        foreach (int id in wanted.Where(id => !AtHand(id) && (operands.Contains(id) || !IsMadeAgain(forward.Nodes[id]))))
        {
            saved.Add(id);
        }

        var remakable = new bool[forward.Nodes.Count];
        foreach (Node node in forward.Nodes)
        {
            remakable[node.Id] = AtHand(node.Id)
                || (IsMadeAgain(node) && node.Operation.Kind is OperationKind.Elementwise or OperationKind.Broadcast && node.Operands.All(o => remakable[o]))
                || (wanted.Contains(node.Id) && saved.Add(node.Id));
        }

        // What is kept anyway but used must not be overwritten, so it counts as kept.
        for (int id = forward.Nodes.Count - 1; id >= 0; id--)
        {
            if (!wanted.Contains(id))
            {
                continue;
            }

            if (!AtHand(id))
            {
                wanted.UnionWith(forward.Nodes[id].Operands);
            }
            else if (isKeptAnyway(id) && !next.Contains(id) && !forward.Nodes[id].IsLeaf)
            {
                saved.Add(id);
            }
        }

        return [.. saved];

        bool IsForward(int id) => id < forward.Nodes.Count;

        // A matrix kept for every step leaves the caches, and comes back more slowly than two values at hand are divided, or than a
        // function is taken of parameters and vectors.
        bool IsMadeAgain(Node node) => node.Operation.IsCheap
            || (node.Operation.Kind == OperationKind.Elementwise && node.Shape.IsMatrix && !readWhole.Contains(node.Id) && (node.Operation == Operations.Divide || node.Operands.All(IsOfVectors)));

        bool IsOfVectors(int id) => !forward.Nodes[id].Shape.IsMatrix || dependence[id] == Dependence.Parameters
            || (forward.Nodes[id].Operation is { IsCheap: true, Kind: OperationKind.Elementwise or OperationKind.Broadcast } && forward.Nodes[id].Operands.All(IsOfVectors));

        bool AtHand(int id) => forward.Nodes[id].IsLeaf || dependence[id] == Dependence.Parameters || next.Contains(id) || saved.Contains(id) || isKeptAnyway(id);
    }

    /// <summary>All that the backward run must compute.</summary>
    public static IEnumerable<int> Roots(AdjointGraph adjoint) =>
    [
        adjoint.InputGradient,
        .. adjoint.SideInputGradients,
        .. adjoint.PastInputGradients,
        .. adjoint.CarriedOut,
        .. adjoint.Weights.Select(w => w.Output),
        .. adjoint.Vectors.Select(v => v.Node),
    ];
}
