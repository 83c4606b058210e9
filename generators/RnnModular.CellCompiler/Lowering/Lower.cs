using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>A value that must end up somewhere.</summary>
/// <param name="Node">The value.</param>
/// <param name="Place">Where it must be; null for a kept value whose slot is still to be chosen.</param>
/// <param name="TrainingOnly">True when only the backward run needs it.</param>
/// <param name="OnlySummed">True when nothing is asked of it but its sum over all rows.</param>
/// <param name="Sum">What it is one part of: all are added to one total. Negative for what stands alone.</param>
sealed record Root(int Node, Place? Place, bool TrainingOnly = false, bool OnlySummed = false, int Sum = -1);

/// <summary>
/// Turns a scheduled graph into stages: values that cross from one stage to another get a place in memory, everything else
/// lives in registers.
/// </summary>
sealed class Lower
{
    readonly IReadOnlyList<Node> _nodes;
    readonly Schedule _schedule;
    readonly Func<Node, Place?> _placeOf;
    readonly PlaceKind _kept;
    readonly List<Root> _roots;
    readonly Dictionary<int, Place> _places = [];
    readonly Dictionary<(int Node, int Sum), Place> _parts = [];
    readonly List<(int Node, Store Store)> _stores = [];
    readonly HashSet<Slot>[] _stagedUsers;
    readonly HashSet<Place> _takenOver = [];
    readonly SlotCounter _packed = new();
    readonly SlotCounter _scratch = new();
    readonly SlotCounter _totals = new();

    Lower(IReadOnlyList<Node> nodes, Schedule schedule, Func<Node, Place?> placeOf, PlaceKind kept, IEnumerable<Root> roots)
    {
        (_nodes, _schedule, _placeOf, _kept) = (nodes, schedule, placeOf, kept);
        _roots = [.. roots];
        _stagedUsers = FindStagedUsers(nodes.Count, schedule);
    }

    /// <summary>Lowers one direction.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="schedule">When each node is computed.</param>
    /// <param name="placeOf">Where leaves lie.</param>
    /// <param name="kept">The kind of slots this direction keeps for all packed rows.</param>
    /// <param name="roots">What must end up where.</param>
    /// <param name="names">Names for stages, by their number.</param>
    /// <returns>The plan, the slots of kept values, and the totals of what is one part of a sum.</returns>
    public static (StagePlan Plan, IReadOnlyDictionary<int, Place> Kept, IReadOnlyDictionary<(int Node, int Sum), Place> Parts) Run(
        IReadOnlyList<Node> nodes, Schedule schedule, Func<Node, Place?> placeOf, PlaceKind kept, IEnumerable<Root> roots, string names)
    {
        var lower = new Lower(nodes, schedule, placeOf, kept, roots);
        lower.PlaceValues();
        EquatableArray<Stage> stages = lower.WithWalk([.. lower.Stages(names)]).ToEquatableArray();
        return (new StagePlan(nodes.ToEquatableArray(), stages, lower._packed.Groups, lower._scratch.Groups, lower._totals.Groups), lower._stores.Where(s => s.Store.Place.Kind == kept || s.Store.Place.Kind == PlaceKind.Total).GroupBy(s => s.Node).ToDictionary(g => g.Key, g => g.First().Store.Place), lower._parts);
    }

    void PlaceValues()
    {
        foreach (Root root in _roots.Where(r => r.Place is not null))
        {
            Put(root.Node, root.Place!.Value, root.TrainingOnly);
        }

        // Forward, values from before the loop come first, so that what the loop keeps may take their slots over; backward,
        // sums come first, so that gates of one operand lie side by side.
        if (_kept == PlaceKind.Saved)
        {
            PlaceCrossing();
            PlaceKept();
        }
        else
        {
            PlaceKept();
            PlaceCrossing();
        }
    }

    void PlaceCrossing()
    {
        foreach (Node node in _nodes.Where(n => _schedule.IsLive(n.Id) && !n.IsConstant && !_schedule.IsParameterOnly(n.Id)))
        {
            if (Crosses(node.Id) is { } packed && !(_places.TryGetValue(node.Id, out Place place) && !place.IsOptional && (place.IsPacked || !packed)))
            {
                Dim dim = Storage.Of(node.Shape);
                Put(node.Id, !packed ? new Place(PlaceKind.Scratch, "", dim, _scratch.Take(dim)) : TakeOver(node.Id) ?? new Place(_kept, "", dim, _packed.Take(dim)), false);
            }
        }
    }

    void PlaceKept()
    {
        foreach (Root root in _roots.Where(r => r.Place is null))
        {
            if (_stores.Any(s => s.Node == root.Node && s.Store.Place.Kind == _kept))
            {
                continue;
            }

            Dim dim = Storage.Of(_nodes[root.Node].Shape);
            if (root.OnlySummed && (IsSummedInLoop(root.Node) || IsSummedInBlocks(root.Node)))
            {
                // No stage reads it, so it is no place of the value.
                Place total = _parts.FirstOrDefault(p => root.Sum >= 0 && p.Key.Sum == root.Sum).Value is { Kind: PlaceKind.Total } shared ? shared : new Place(PlaceKind.Total, "", dim, _totals.Take(dim));
                _stores.Add((root.Node, new Store(root.Node, total, root.TrainingOnly)));
                _parts[(root.Node, root.Sum)] = total;
                continue;
            }

            Put(root.Node, TakeOver(root.Node) ?? new Place(_kept, "", dim, _packed.Take(dim)), root.TrainingOnly);
        }
    }

    /// <summary>True when each step can add a value to what its sequence has so far, which saves keeping it for every row.</summary>
    bool IsSummedInLoop(int id) => !_schedule.IsFree(id) && _schedule[id].Phase == Phase.Loop && Crosses(id) != true
        && (_nodes[id].Operation.Kind is OperationKind.Elementwise or OperationKind.Product || MatrixProducts.Contains(_nodes[id].Operation));

    /// <summary>True when a stage over packed rows can add a value to what its block of rows has so far.</summary>
    bool IsSummedInBlocks(int id) => !_schedule.IsFree(id) && _schedule[id].Phase != Phase.Loop && Crosses(id) is null
        && _nodes[id] is { Operation.Kind: OperationKind.Elementwise, Shape: { IsScalar: false, IsMatrix: false } };

    void Put(int node, Place place, bool trainingOnly)
    {
        _stores.Add((node, new Store(node, place, trainingOnly)));
        if (!IsLate(node, place) && (!trainingOnly || !_places.ContainsKey(node)))
        {
            // Of two places a value has, later stages read the one that is always written.
            _places[node] = _places.TryGetValue(node, out Place old) && old.Kind is PlaceKind.Next or PlaceKind.Output ? old : place;
        }
    }

    /// <summary>True for what is computed before the loop but must lie where only the loop writes: it is kept, and carried over in the loop.</summary>
    bool IsLate(int node, Place place) => place.IsWrittenInLoop && !_schedule.IsFree(node) && _schedule[node].Phase == Phase.Before;

    /// <summary>Whether a node is needed outside its stage: null no, false within its step only, true beyond it.</summary>
    bool? Crosses(int id)
    {
        if (_schedule.IsFree(id))
        {
            // A state's previous value is out of reach after the loop.
            bool late = _placeOf(_nodes[id]) is { IsLoopOnly: true } && StagedUsers(id).Any(u => u.Phase == Phase.After);
            return late ? true : null;
        }

        if (_roots.Any(r => r.Node == id && r.Place is { } place && IsLate(id, place)))
        {
            return true;
        }

        bool? crosses = null;
        foreach (Slot user in StagedUsers(id))
        {
            if (user.Phase != _schedule[id].Phase)
            {
                return true;
            }

            if (user.Level != _schedule[id].Level)
            {
                crosses = _schedule[id].Phase != Phase.Loop;
            }
        }

        return crosses;
    }

    IEnumerable<Slot> StagedUsers(int id) => _stagedUsers[id];

    /// <summary>For each node the stages that read it, seen through free nodes. Users have higher ids, so the last comes first.</summary>
    static HashSet<Slot>[] FindStagedUsers(int count, Schedule schedule)
    {
        var users = new HashSet<Slot>[count];
        for (int id = count - 1; id >= 0; id--)
        {
            users[id] = [.. schedule.Users(id).SelectMany(u => schedule.IsFree(u) ? (IEnumerable<Slot>)users[u] : [schedule[u]])];
        }

        return users;
    }

    /// <summary>The slot of a value from before the loop that this value is made of and nobody reads later.</summary>
    Place? TakeOver(int id)
    {
        if (_schedule.IsFree(id) || _schedule[id].Phase == Phase.After)
        {
            return null;
        }

        bool[] madeOf = Passes.Liveness.Of(_nodes, [id]);
        foreach (Node node in _nodes.Where(n => n.Id != id && madeOf[n.Id] && !_schedule.IsFree(n.Id) && _schedule.IsLive(n.Id) && _schedule[n.Id].Phase == Phase.Before && n.Shape == _nodes[id].Shape))
        {
            bool isLast = StagedUsers(node.Id).All(u => u.CompareTo(_schedule[id]) <= 0) && _schedule[node.Id].CompareTo(_schedule[id]) < 0;
            if (isLast && !IsReadWhole(node.Id, _schedule[id]) && _places.TryGetValue(node.Id, out Place place) && place.Kind == _kept && _roots.All(r => r.Node != node.Id) && _takenOver.Add(place))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>True when something in a stage reads more of a value than the lanes it works on.</summary>
    bool IsReadWhole(int id, Slot stage) => _schedule.Users(id).Any(u => _schedule.IsFree(u) ? IsReadWhole(u, stage) : _schedule[u] == stage && (_schedule.IsWide(u) || _schedule.StageShape(_nodes[u]).IsMatrix));

    IEnumerable<Stage> Stages(string names)
    {
        // A leaf that must be stored (a state shifted into another) rides in the first stage of the loop that can, and so does
        // what is late.
        var staged = _nodes.Where(n => _schedule.IsLive(n.Id) && !_schedule.IsFree(n.Id)).Select(n => (n.Id, Slot: _schedule[n.Id], Shape: _schedule.StageShape(n)))
            .Concat(_stores.Where(s => IsLate(s.Node, s.Store.Place)).Select(s => (Id: s.Node, Slot: new Slot(Phase.Loop, 0), Shape: Storage.StoredShape(_nodes[s.Node], s.Store.Place))))
            .Concat(_stores.Where(s => _schedule.IsFree(s.Node)).Select(s => (Id: s.Node, Slot: _schedule.WhenStored(s.Node), Shape: Storage.StoredShape(_nodes[s.Node], s.Store.Place))))
            .Distinct()
            .GroupBy(s => (s.Slot, s.Shape, OfRows: _nodes[s.Id].Operation.IsOfRows && !_schedule.IsFree(s.Id) && _schedule[s.Id].Phase == s.Slot.Phase ? s.Id : -1))
            .OrderBy(g => g.Key.Slot)
            .ThenByDescending(g => g.Key.OfRows);
        int number = 0;
        foreach (var group in staged)
        {
            number++;
            int[] ids = [.. group.Select(s => s.Id).OrderBy(i => i)];
            yield return group.Key.OfRows >= 0
                ? new StageBuilder(_nodes, _schedule, _placeOf, _places).BuildOfRows($"{names}{number}", group.Key.Slot.Phase, ids[0], _stores)
                : new StageBuilder(_nodes, _schedule, _placeOf, _places).Build($"{names}{number}", group.Key.Slot.Phase, group.Key.Shape, ids, _stores);
        }
    }

    IEnumerable<Stage> WithWalk(Stage[] stages)
    {
        Stage[] loop = [.. stages.Where(s => s.Phase == Phase.Loop)];
        bool walks = loop.Length == 1 && !loop[0].IsOfRows && !loop[0].Shape.IsMatrix && loop[0].Accumulators.Count == 0 && !loop[0].Computes.Any(c => _nodes[c].Operation.IsSum);
        return stages.Select(s => walks && s.Phase == Phase.Loop ? s with { WalksSteps = true } : s);
    }
}
