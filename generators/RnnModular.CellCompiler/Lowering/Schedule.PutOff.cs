using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>
/// Products that could come before the loop but are read only after it. They are put off: made and used in one stage, they need
/// no row of their own for every step.
/// </summary>
sealed partial class Schedule
{
    void PutOff(bool[] waitedFor, IReadOnlyCollection<int> roots)
    {
        HashSet<int> later = ReadAfterTheLoop(waitedFor);
        bool settled = false;
        while (!settled)
        {
            var wides = new HashSet<int>(_nodes.Where(n => IsEarly(n.Id) && n.IsProduct && !later.Contains(n.Id)).SelectMany(n => n.Operands).Where(o => !_nodes[o].Shape.IsMatrix));
            int left = later.RemoveWhere(id => IsReadBefore(id) || IsMadeOfWhatGoes(id) || (_nodes[id].IsProduct && _nodes[id].Operands.Any(wides.Contains)));
            settled = left == 0;
        }

        foreach (int id in later)
        {
            _slots[id] = _slots[id] with { Phase = Phase.After };
        }

        bool IsEarly(int id) => _live[id] && !IsFree(id) && _slots[id].Phase == Phase.Before;

        bool IsReadBefore(int id) => StagedUsers(id).Any(u => _slots[u].Phase != Phase.After && !later.Contains(u));

        // What a product reads lies in memory anyway; what else is made earlier would have to be kept in its place.
        bool IsMadeOfWhatGoes(int id) => !_nodes[id].IsProduct && MadeOf(id).Any(o => !later.Contains(o) && !roots.Contains(o));
    }

    /// <summary>Products before the loop that lead to something after it, with what is made of them.</summary>
    HashSet<int> ReadAfterTheLoop(bool[] waitedFor)
    {
        var leads = new HashSet<int>();
        for (int id = _nodes.Count - 1; id >= 0; id--)
        {
            if (IsMovable(id) && StagedUsers(id).Any(u => _slots[u].Phase == Phase.After || leads.Contains(u)))
            {
                leads.Add(id);
            }
        }

        var found = new HashSet<int>();
        foreach (Node node in _nodes.Where(n => IsMovable(n.Id) && (leads.Contains(n.Id) || _users[n.Id].Count == 0)))
        {
            if ((node.IsProduct && leads.Contains(node.Id)) || MadeOf(node.Id).Any(found.Contains))
            {
                found.Add(node.Id);
            }
        }

        return found;

        bool IsMovable(int id) => _live[id] && !IsFree(id) && !waitedFor[id] && _slots[id].Phase == Phase.Before;
    }

    /// <summary>The staged nodes that read a node, seen through free ones.</summary>
    IEnumerable<int> StagedUsers(int id) => _users[id].SelectMany(u => IsFree(u) ? StagedUsers(u) : [u]);
}
