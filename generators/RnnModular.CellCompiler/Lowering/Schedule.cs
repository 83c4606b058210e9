using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>When a node is computed.</summary>
/// <param name="Phase">Before, in or after the loop.</param>
/// <param name="Level">Which stage of the phase: products need their operand from an earlier level.</param>
readonly record struct Slot(Phase Phase, int Level) : IComparable<Slot>
{
    public int CompareTo(Slot other) => Phase != other.Phase ? Phase.CompareTo(other.Phase) : Level.CompareTo(other.Level);
}

/// <summary>
/// Decides for every node when it is computed. A node that no earlier step touches leaves the loop if it is a product (or,
/// forward, anything dear); one that no later step waits for is put off until after the loop, if it is a product; the rest
/// stays inside. Cheap nodes made of loaded values alone belong to no stage: each stage that needs one computes it again.
/// </summary>
sealed partial class Schedule
{
    readonly IReadOnlyList<Node> _nodes;
    readonly Func<Node, Place?> _placeOf;
    readonly bool _forward;
    readonly Dependence[] _dependence;
    readonly bool[] _live;
    readonly bool[] _inline;
    readonly Slot[] _slots;
    readonly HashSet<int>[] _users;

    /// <summary>Schedules what the roots need.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="placeOf">Where a leaf lies; null for constants.</param>
    /// <param name="roots">What must be computed.</param>
    /// <param name="carried">Those of them that the next step of the loop waits for.</param>
    /// <param name="forward">True in the forward direction, where states are what is carried, every dear input-only node leaves
    /// the loop (not only products), and values of parameters alone are computed once per weight update.</param>
    public Schedule(IReadOnlyList<Node> nodes, Func<Node, Place?> placeOf, IReadOnlyCollection<int> roots, IReadOnlyCollection<int> carried, bool forward)
    {
        _nodes = nodes;
        _placeOf = placeOf;
        _forward = forward;
        _dependence = CarriedBy(nodes, forward);
        _live = Liveness.Of(nodes, roots);
        _users = [.. nodes.Select(_ => new HashSet<int>())];
        foreach (Node node in nodes.Where(n => _live[n.Id]))
        {
            foreach (int operand in node.Operands)
            {
                _users[operand].Add(node.Id);
            }
        }

        _inline = Inline(roots);
        _slots = new Slot[nodes.Count];
        bool[] waitedFor = Liveness.Of(nodes, carried);
        bool[] hoisted = Hoisted();
        bool[] late = KeepsToLanes(waitedFor, hoisted) ? Late(waitedFor, hoisted, roots) : new bool[nodes.Count];
        AssignPhases(waitedFor, hoisted, late);
        PutOff(waitedFor, roots);
        AssignLevels();
        Sink(roots);
    }

    /// <summary>What each node changes with, in one direction of the loop.</summary>
    public static Dependence[] CarriedBy(IReadOnlyList<Node> nodes, bool forward)
    {
        Operation carried = forward ? Operations.State : Operations.CarriedGradient;
        return Dependences.Of(nodes, n => n.Operation == carried);
    }

    /// <summary>True when a node belongs to no stage of its own: a leaf, or cheap and made of leaves.</summary>
    public bool IsFree(int id) => _nodes[id].IsLeaf || _inline[id] || _nodes[id].Operation.Kind == OperationKind.Broadcast || IsParameterOnly(id);

    /// <summary>True for values that change only with the weights.</summary>
    public bool IsParameterOnly(int id) => _dependence[id] == Dependence.Parameters && (_forward || _nodes[id].IsLeaf || _nodes[id].Shape.IsMatrix);

    /// <summary>True when something needs the node.</summary>
    public bool IsLive(int id) => _live[id];

    /// <summary>When a node that is not free is computed.</summary>
    public Slot this[int id] => _slots[id];

    /// <summary>When a free node can be stored: in the loop, after what it is made of.</summary>
    public Slot WhenStored(int id) => new(Phase.Loop, MadeOf(id).Where(o => _slots[o].Phase == Phase.Loop).Select(o => _slots[o].Level + 1).DefaultIfEmpty(0).Max());

    /// <summary>Who uses a node.</summary>
    public IEnumerable<int> Users(int id) => _users[id];

    /// <summary>The shape of the stage a node is computed in: sums ride with the vector or matrix they sum, and what reads a matrix is of the matrix.</summary>
    public Shape StageShape(Node node) =>
        node.Operation.IsSum || (node.Operation.Kind == OperationKind.Matrices && !node.Shape.IsMatrix) ? _nodes[node.Operands[0]].Shape : node.Shape;

    bool IsLoopOnly(int leaf) => _placeOf(_nodes[leaf]) is { IsLoopOnly: true };

    bool[] Inline(IReadOnlyCollection<int> roots)
    {
        var inline = new bool[_nodes.Count];
        foreach (Node node in _nodes.Where(n => _live[n.Id] && !n.IsLeaf))
        {
            inline[node.Id] = node.Operation is { IsCheap: true, Kind: OperationKind.Elementwise }
                && !roots.Contains(node.Id)
                && !_users[node.Id].Any(u => IsWide(u) || _nodes[u].Operation.Kind == OperationKind.Broadcast)
                && node.Operands.All(o => (_nodes[o].IsLeaf && !IsLoopOnly(o)) || inline[o] || IsParameterOnly(o));
        }

        return inline;
    }

    bool[] Hoisted()
    {
        var hoisted = new bool[_nodes.Count];
        foreach (Node node in _nodes.Where(n => IsInputOnly(n.Id) && !_inline[n.Id]))
        {
            bool dear = node.IsProduct || (_forward && !node.Operation.IsCheap);
            bool carriesOn = node.Operands.Any(o => hoisted[o] && _users[o].Count == 1);

            // A matrix made of vectors is read once; kept for every step it would cost more than it does to make.
            hoisted[node.Id] = (dear || carriesOn) && !StageShape(node).IsMatrix && !TouchesLoop(node.Id);
        }

        HoistOperands(hoisted);
        return hoisted;
    }

    /// <summary>What a hoisted node is made of goes with it.</summary>
    void HoistOperands(bool[] hoisted)
    {
        for (int id = _nodes.Count - 1; id >= 0; id--)
        {
            foreach (int operand in hoisted[id] ? _nodes[id].Operands : [])
            {
                hoisted[operand] |= IsInputOnly(operand) && !_inline[operand];
            }
        }
    }

    bool IsInputOnly(int id) => _live[id] && _dependence[id] == Dependence.Input && !_nodes[id].IsLeaf;

    bool TouchesLoop(int id)
    {
        bool[] made = Liveness.Of(_nodes, [id]);
        return _nodes.Any(n => made[n.Id] && n.IsLeaf && IsLoopOnly(n.Id));
    }

    void AssignPhases(bool[] waitedFor, bool[] hoisted, bool[] late)
    {
        // Matrices are not kept beyond their step: what is made of them, and what that is made of, belongs to the loop.
        bool[] ofMatrices = Liveness.Of(_nodes, [.. _nodes.Where(n => _live[n.Id] && !hoisted[n.Id] && !IsFree(n.Id) && StageShape(n).IsMatrix).Select(n => n.Id)]);
        foreach (Node node in _nodes.Where(n => _live[n.Id] && !IsFree(n.Id)))
        {
            bool wide = IsWide(node.Id);
            bool afterOperand = node.Operands.Any(o => !IsFree(o) && _slots[o].Phase == Phase.After);
            Phase phase = hoisted[node.Id] ? Phase.Before
                : late[node.Id] ? Phase.After
                : waitedFor[node.Id] || ofMatrices[node.Id] ? Phase.Loop
                : afterOperand || (wide && node.Operands.All(o => !_nodes[o].IsLeaf || !IsLoopOnly(o))) ? Phase.After
                : Phase.Loop;
            _slots[node.Id] = new Slot(phase, 0);
        }
    }

    /// <summary>Levels from operands to users. A sum over lanes rides with what it sums, but tiles of products see no whole row: it waits until after them.</summary>
    void AssignLevels()
    {
        Node[] staged = [.. _nodes.Where(n => _live[n.Id] && !IsFree(n.Id))];
        Node[] sums = [.. staged.Where(n => n.Operation == Operations.Sum)];
        var delays = new int[_nodes.Count];
        bool settled = false;
        while (!settled)
        {
            foreach (Node node in staged)
            {
                _slots[node.Id] = _slots[node.Id] with { Level = LevelOf(node) + delays[node.Id] };
            }

            var tiled = new HashSet<(Slot, Shape)>(staged.Where(n => n.IsProduct).Select(n => (_slots[n.Id], n.Shape)));
            int[] early = [.. sums.Where(s => tiled.Contains((_slots[s.Id], StageShape(s)))).Select(s => s.Id)];
            foreach (int sum in early)
            {
                delays[sum]++;
            }

            settled = early.Length == 0;
        }
    }

    int LevelOf(Node node)
    {
        int level = 0;
        foreach (int operand in MadeOf(node.Id).Where(o => _slots[o].Phase == _slots[node.Id].Phase))
        {
            bool later = IsWide(node.Id)
                || _nodes[operand].Operation.IsOfRows
                || _nodes[operand].Operation.IsSum
                || _nodes[operand].Shape != StageShape(node);
            level = Math.Max(level, _slots[operand].Level + (later ? 1 : 0));
        }

        return level;
    }

    /// <summary>The staged nodes a node is made of, seen through free ones.</summary>
    public IEnumerable<int> MadeOf(int id)
    {
        foreach (int operand in _nodes[id].Operands)
        {
            // A vector spread over a matrix is read as it lies.
            int read = _nodes[operand].Operation.Kind == OperationKind.Broadcast ? _nodes[operand].Operands[0] : operand;
            if (!IsFree(read))
            {
                yield return read;
            }
        }
    }

    /// <summary>Moves nodes to the stage that first needs them, where that keeps no more values between stages.</summary>
    void Sink(IReadOnlyCollection<int> roots)
    {
        for (int id = _nodes.Count - 1; id >= 0; id--)
        {
            Node node = _nodes[id];
            if (!_live[id] || IsFree(id) || roots.Contains(id) || !KeepsNoMoreLater(node, roots))
            {
                continue;
            }

            Phase phase = _slots[id].Phase;
            int first = _users[id].Min(u => _slots[u].Phase == phase ? _slots[u].Level - (IsWide(u) || node.Operation.IsSum || StageShape(_nodes[u]) != node.Shape ? 1 : 0) : 0);
            int level = node.Operation.IsSum ? LastStage(node, phase, first) : first;
            if (level > _slots[id].Level)
            {
                _slots[id] = _slots[id] with { Level = level };
            }
        }
    }

    /// <summary>
    /// True when a node's operands take no more room between stages than it does. What is kept for every step, what other
    /// stages read and what belongs to no stage lies there in any case.
    /// </summary>
    bool KeepsNoMoreLater(Node node, IReadOnlyCollection<int> roots)
    {
        int[] operands = [.. MadeOf(node.Id).Distinct()];
        return node.Operation == Operations.Sum ? operands.Length == 0
            : node.Operation.IsCheap ? operands.Length <= 1 || IsMadeOfVectors(node) || operands.All(o => LiesThereLater(o, node.Id, roots))
            : node.Operation.Kind == OperationKind.Elementwise && (IsMadeOfVectors(node) || operands.All(o => _slots[o].Phase != _slots[node.Id].Phase));
    }

    /// <summary>True when a stage after a value's own finds it in memory, or can make it again from what it finds there.</summary>
    bool LiesThereLater(int id, int user, IReadOnlyCollection<int> roots) =>
        _slots[id].Phase != _slots[user].Phase
        || _users[id].Any(u => _slots[u] != _slots[id])
        || (_nodes[id].Operation is { IsCheap: true, Kind: OperationKind.Elementwise } && !roots.Contains(id)
            && _users[id].All(u => u == user) && MadeOf(id).All(o => LiesThereLater(o, id, roots)));

    /// <summary>The last stage, up to a level, that can take a sum: it sees whole rows of what is summed.</summary>
    int LastStage(Node sum, Phase phase, int most)
    {
        Node[] beside = [.. _nodes.Where(n => _live[n.Id] && !IsFree(n.Id) && n.Id != sum.Id && _slots[n.Id].Phase == phase && _slots[n.Id].Level <= most && StageShape(n) == StageShape(sum))];
        return beside.GroupBy(n => _slots[n.Id].Level).Where(stage => !stage.Any(n => IsWide(n.Id))).Select(stage => stage.Key).DefaultIfEmpty(-1).Max();
    }

    /// <summary>True for a matrix made of vectors alone, which take less room than it does; on the way there may be others like it.</summary>
    bool IsMadeOfVectors(Node node) => node.Shape.IsMatrix
        && MadeOf(node.Id).All(o => !_nodes[o].Shape.IsMatrix || (_nodes[o].Operation is { IsCheap: true, Kind: OperationKind.Elementwise } && IsMadeOfVectors(_nodes[o])));

    /// <summary>True for what reads its operands whole.</summary>
    public bool IsWide(int id) => _nodes[id].IsProduct || _nodes[id].Operation.IsOfRows;
}
