using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>
/// When each value of a streaming step is computed. One row at one step knows no "before the loop": a value waits only for
/// operands that are read whole, by a product or a sum over lanes, and for numbers that every lane reads.
/// </summary>
sealed class StepLevels
{
    readonly IReadOnlyList<Node> _nodes;
    readonly Dependence[] _dependence;
    readonly bool[] _live;
    readonly int[] _levels;
    readonly HashSet<int>[] _users;

    /// <summary>Levels of what the roots need.</summary>
    public StepLevels(IReadOnlyList<Node> nodes, IReadOnlyCollection<int> roots)
    {
        _nodes = nodes;
        _dependence = Dependences.Of(nodes, static n => n.Operation == Operations.State);
        _live = Liveness.Of(nodes, roots);
        _levels = new int[nodes.Count];
        _users = [.. nodes.Select(_ => new HashSet<int>())];
        foreach (Node node in nodes.Where(n => _live[n.Id] && !IsFree(n.Id)))
        {
            foreach (int operand in node.Operands.Where(o => !IsFree(o)))
            {
                _users[operand].Add(node.Id);
                _levels[node.Id] = Math.Max(_levels[node.Id], _levels[operand] + Wait(node, operand));
            }
        }

        Sink(roots);
    }

    /// <summary>The level of a value that is not free.</summary>
    public int this[int id] => _levels[id];

    /// <summary>True for what no stage computes: leaves, and values of parameters alone.</summary>
    public bool IsFree(int id) => _nodes[id].IsLeaf || _nodes[id].Shape.IsMatrix || IsParameterValue(id);

    /// <summary>True for values that are kept per weight update.</summary>
    public bool IsParameterValue(int id) => _dependence[id] == Dependence.Parameters && !_nodes[id].IsConstant && _nodes[id].Name is not null;

    /// <summary>True when a stage computes it.</summary>
    public bool IsStaged(int id) => _live[id] && !IsFree(id);

    /// <summary>The staged values made of this one.</summary>
    public IReadOnlyCollection<int> Users(int id) => _users[id];

    int Wait(Node user, int operand) =>
        user.IsProduct || user.Operation.Kind == OperationKind.Reduction
        || _nodes[operand].Operation.Kind == OperationKind.Reduction
        || _nodes[operand].Shape.IsScalar != user.Shape.IsScalar ? 1 : 0;

    /// <summary>Moves what is cheap, or waits for nothing, to the stage that first needs it, where that keeps no more values between stages.</summary>
    void Sink(IReadOnlyCollection<int> roots)
    {
        for (int id = _nodes.Count - 1; id >= 0; id--)
        {
            if (!IsStaged(id) || roots.Contains(id) || _users[id].Count == 0)
            {
                continue;
            }

            bool keepsFewer = _nodes[id].IsProduct
                ? _nodes[id].Operands.All(IsFree)
                : _nodes[id].Operation is { IsCheap: true, Kind: OperationKind.Elementwise } && _nodes[id].Operands.Count(o => !IsFree(o)) <= 1;
            if (keepsFewer)
            {
                _levels[id] = Math.Max(_levels[id], _users[id].Min(u => _levels[u] - Wait(_nodes[u], id)));
            }
        }
    }
}
