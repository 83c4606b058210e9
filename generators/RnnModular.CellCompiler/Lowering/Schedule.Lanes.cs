using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>
/// Loops that keep to their lanes. Where the next step waits only for values made lane by lane (minGRU, SRU, any diagonal
/// recurrence), all that looks across lanes leaves the loop; then one kernel walks the steps with the states in registers.
/// </summary>
sealed partial class Schedule
{
    /// <summary>True when nothing the next step waits for looks across lanes; what else does and can come first is hoisted.</summary>
    bool KeepsToLanes(bool[] waitedFor, bool[] hoisted)
    {
        Node[] staged = [.. _nodes.Where(n => _live[n.Id] && !IsFree(n.Id))];
        Node[] carried = [.. staged.Where(n => waitedFor[n.Id] && IsCarried(n.Id))];
        if (carried.Length == 0 || !carried.All(n => IsLaneByLane(n, carried[0].Shape)) || staged.Any(n => StageShape(n).IsMatrix))
        {
            return false;
        }

        Shape lanes = carried[0].Shape;
        Node[] across = [.. staged.Where(n => !hoisted[n.Id] && IsInputOnly(n.Id) && !IsLaneByLane(n, lanes))];
        if (across.Any(n => waitedFor[n.Id] && TouchesLoop(n.Id)))
        {
            return false;
        }

        foreach (Node node in across.Where(n => !TouchesLoop(n.Id)))
        {
            hoisted[node.Id] = true;
        }

        HoistOperands(hoisted);
        return true;
    }

    /// <summary>
    /// Of a loop that keeps to its lanes, what is put off until after it: what looks across lanes, and what is made only for a
    /// sum over them from values that are kept in any case.
    /// </summary>
    bool[] Late(bool[] waitedFor, bool[] hoisted, IReadOnlyCollection<int> roots)
    {
        Shape lanes = _nodes.First(n => _live[n.Id] && !IsFree(n.Id) && waitedFor[n.Id] && IsCarried(n.Id)).Shape;
        var late = new bool[_nodes.Count];
        Node[] movable = [.. _nodes.Where(n => _live[n.Id] && !IsFree(n.Id) && !waitedFor[n.Id] && !hoisted[n.Id])];
        foreach (Node node in movable)
        {
            late[node.Id] = !IsLaneByLane(node, lanes) || node.Operands.Any(o => late[o]);
        }

        bool[] readsLoop = ReadersOfLoop();
        var summands = new bool[_nodes.Count];
        foreach (Node node in movable.Reverse().Where(n => !late[n.Id] && !readsLoop[n.Id]))
        {
            summands[node.Id] = _users[node.Id].Count > 0 && _users[node.Id].All(u => summands[u] || (late[u] && _nodes[u].Operation.IsSum));
        }

        foreach (Node node in movable.Where(n => summands[n.Id]))
        {
            late[node.Id] = MadeOf(node.Id).All(o => hoisted[o] || late[o] || roots.Contains(o));
        }

        return late;
    }

    /// <summary>What reads, itself or through what it makes again, memory that only the loop can reach.</summary>
    bool[] ReadersOfLoop()
    {
        var readers = new bool[_nodes.Count];
        foreach (Node node in _nodes)
        {
            readers[node.Id] = node.Operands.Any(o => _nodes[o].IsLeaf ? IsLoopOnly(o) : IsFree(o) && readers[o]);
        }

        return readers;
    }

    bool IsCarried(int id) => _dependence[id] == Dependence.Recurrent;

    static bool IsLaneByLane(Node node, Shape lanes) => node.Operation.Kind == OperationKind.Elementwise && node.Shape == lanes;
}
