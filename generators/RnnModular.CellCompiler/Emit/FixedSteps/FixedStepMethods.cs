using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.FixedSteps;

/// <summary>Cuts a step of fixed size into methods that the JIT still optimises fully.</summary>
static class FixedStepMethods
{
    // The JIT stops inlining at 512 locals, and an inlined function has about so many.
    const int MostLocals = 360;
    const int LocalsOfFunction = 14;

    /// <summary>The stages of each method; null when a stage alone is too large.</summary>
    public static IReadOnlyList<IReadOnlyList<FixedStepTiles>>? Of(FixedStepLayout layout)
    {
        var methods = new List<IReadOnlyList<FixedStepTiles>>();
        var method = new List<FixedStepTiles>();
        int locals = 0;
        foreach (FixedStepTiles tiles in layout.Stages)
        {
            int own = Locals(layout, tiles);
            if (own > MostLocals)
            {
                return null;
            }

            if (locals + own > MostLocals)
            {
                methods.Add(method);
                (method, locals) = ([], 0);
            }

            method.Add(tiles);
            locals += own;
        }

        methods.Add(method);
        return methods;
    }

    static int Locals(FixedStepLayout layout, FixedStepTiles tiles) =>
        tiles.Stage.Loads.Count
        + tiles.Stage.Computes.Sum(c => layout.Plan.Nodes[c].Operation is { IsCall: true, IsCheap: false } ? LocalsOfFunction : 1)
        + tiles.Groups.Sum(g => FixedStepTiles.Vectors(layout.Wide, layout.Slot, g.Nodes.Count, tiles.TileBlocks) * (FixedStepTiles.IsSplit(g, tiles.Size) ? 2 * g.Products.Count : 1));

    /// <summary>True when a stored value is read from memory: by a product, a sum over lanes, another method, a loop over blocks, or after the step.</summary>
    public static bool IsRead(FixedStepLayout layout, IReadOnlyList<FixedStepTiles> method, Store store)
    {
        if (store.Place.Kind is PlaceKind.Next or PlaceKind.Output)
        {
            return true;
        }

        bool isHeld = layout.Stages.Any(s => s.IsOneBlock && s.Stage.Stores.Contains(store));
        return layout.Stages.Any(s => s.Stage.Accumulators.Any(a => a.Terms.Any(t => t.Operand == store.Place))
            || s.Stage.Loads.Any(l => l.Place == store.Place && !(isHeld && s.IsOneBlock && !s.Stage.IsOfRows && method.Contains(s))));
    }
}
