using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>Which nodes something depends on.</summary>
static class Liveness
{
    /// <summary>Marks the roots and all they are made of.</summary>
    public static bool[] Of(IReadOnlyList<Node> nodes, IEnumerable<int> roots)
    {
        var live = new bool[nodes.Count];
        foreach (int root in roots)
        {
            live[root] = true;
        }

        for (int id = nodes.Count - 1; id >= 0; id--)
        {
            if (live[id])
            {
                foreach (int operand in nodes[id].Operands)
                {
                    live[operand] = true;
                }
            }
        }

        return live;
    }

    /// <summary>How many operands and roots each node serves, counted over live nodes.</summary>
    public static int[] Uses(IReadOnlyList<Node> nodes, bool[] live, IEnumerable<int> roots)
    {
        var uses = new int[nodes.Count];
        foreach (int root in roots)
        {
            uses[root]++;
        }

        foreach (int operand in nodes.Where(n => live[n.Id]).SelectMany(n => n.Operands))
        {
            uses[operand]++;
        }

        return uses;
    }
}
