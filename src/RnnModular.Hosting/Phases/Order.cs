using RnnModular.Hosting.Manifests;

namespace RnnModular.Hosting.Phases;

/// <summary>Phase 3: every plugin after those it depends on; where that leaves a choice, by id.</summary>
static class Order
{
    /// <summary>Records in load order, followed by those that will not be loaded.</summary>
    public static IReadOnlyList<PluginRecord> Run(IReadOnlyList<PluginRecord> records)
    {
        List<PluginRecord> givenUp = [.. records.Where(record => !record.IsUnderWay)];
        SortedDictionary<string, PluginRecord> waiting = new(StringComparer.Ordinal);
        foreach (PluginRecord record in records.Where(record => record.IsUnderWay))
        {
            waiting.Add(record.Id, record);
        }

        GiveUpThoseThatLackSomething(waiting, givenUp, records);
        List<PluginRecord> ordered = [];
        while (waiting.Count > 0)
        {
            PluginRecord? next = waiting.Values.FirstOrDefault(record => !Waits(record, waiting, d => true))
                ?? waiting.Values.FirstOrDefault(record => !Waits(record, waiting, d => !d.Optional));
            if (next is not null)
            {
                // The second choice breaks a circle of wishes: an optional dependency is not worth failing for.
                waiting.Remove(next.Id);
                ordered.Add(next with { Status = PluginStatus.Ordered });
            }
            else
            {
                GiveUpCircles(waiting, givenUp);
                GiveUpThoseThatLackSomething(waiting, givenUp, [.. waiting.Values, .. ordered, .. givenUp], ordered);
            }
        }

        return [.. ordered, .. givenUp.OrderBy(record => record.Id, StringComparer.Ordinal)];
    }

    static bool Waits(PluginRecord record, SortedDictionary<string, PluginRecord> waiting, Func<PluginDependency, bool> counts) =>
        record.Manifest!.Dependencies.Any(d => counts(d) && d.Id != record.Id && waiting.ContainsKey(d.Id))
        || record.Manifest.Dependencies.Any(d => !d.Optional && d.Id == record.Id);

    static void GiveUpThoseThatLackSomething(
        SortedDictionary<string, PluginRecord> waiting, List<PluginRecord> givenUp, IReadOnlyList<PluginRecord> all, IReadOnlyList<PluginRecord>? ordered = null)
    {
        // One that fails here may be what another one needs, so again until nothing changes.
        bool changed = true;
        while (changed)
        {
            Dictionary<string, PluginRecord> usable = waiting.Values.Concat(ordered ?? []).ToDictionary(r => r.Id, StringComparer.Ordinal);
            PluginRecord[] failed = [.. waiting.Values.Select(r => Dependencies.Check(r, usable, all)).Where(r => !r.IsUnderWay)];
            changed = failed.Length > 0;
            GiveUp(failed, waiting, givenUp);
        }
    }

    static void GiveUpCircles(SortedDictionary<string, PluginRecord> waiting, List<PluginRecord> givenUp)
    {
        List<PluginRecord> failed = [];
        foreach (PluginRecord record in waiting.Values)
        {
            if (Circle(record.Id, waiting) is { } circle)
            {
                failed.Add(record.Fail(
                    PluginFailReason.CyclicDependency,
                    $"it needs itself ({string.Join(" needs ", circle.Select(id => $"'{id}'"))})",
                    "one of them must do without the other"));
            }
        }

        GiveUp(failed, waiting, givenUp);
    }

    /// <summary>The shortest way from a plugin back to itself over required dependencies, or null.</summary>
    static List<string>? Circle(string id, SortedDictionary<string, PluginRecord> waiting)
    {
        Queue<List<string>> ways = new([[id]]);
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (ways.TryDequeue(out List<string>? way))
        {
            foreach (PluginDependency dependency in waiting[way[^1]].Manifest!.Dependencies.Where(d => !d.Optional && waiting.ContainsKey(d.Id)))
            {
                List<string> longer = [.. way, dependency.Id];
                if (dependency.Id == id)
                {
                    return longer;
                }

                if (seen.Add(dependency.Id))
                {
                    ways.Enqueue(longer);
                }
            }
        }

        return null;
    }

    static void GiveUp(IReadOnlyList<PluginRecord> failed, SortedDictionary<string, PluginRecord> waiting, List<PluginRecord> givenUp)
    {
        foreach (PluginRecord record in failed)
        {
            waiting.Remove(record.Id);
            givenUp.Add(record);
        }
    }
}
