using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit.CSharp;

/// <summary>Which values are written out where they are used, and which get a variable: those used twice, and those nested too deep to read.</summary>
static class Inlining
{
    const int MostDepth = 16;

    /// <summary>The values that need no variable.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="computes">The values computed in one place, operands first.</param>
    /// <param name="mayInline">False for values that need a variable in any case.</param>
    public static HashSet<int> Of(IReadOnlyList<Node> nodes, IReadOnlyCollection<int> computes, Func<int, bool> mayInline)
    {
        var uses = computes.SelectMany(c => nodes[c].Operands).GroupBy(o => o).ToDictionary(g => g.Key, g => g.Count());
        var depth = new Dictionary<int, int>();
        foreach (int id in computes)
        {
            int deep = 1 + nodes[id].Operands.Max(o => depth.TryGetValue(o, out int d) ? d : 0);
            if (deep <= MostDepth && uses.TryGetValue(id, out int count) && count == 1 && mayInline(id))
            {
                depth.Add(id, deep);
            }
        }

        return [.. depth.Keys];
    }
}
