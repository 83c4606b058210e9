using RnnModular.CellCompiler.Emit.Kernels;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.FixedSteps;

/// <summary>How one stage of a step of fixed size is cut: its lanes into blocks, its blocks into tiles whose sums fit the registers.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Size">Its lanes.</param>
/// <param name="Blocks">Vectors of the elementwise lines that cover them.</param>
/// <param name="TileBlocks">Blocks of one tile; divides the blocks.</param>
/// <param name="Groups">Its sums by operands.</param>
sealed record FixedStepTiles(Stage Stage, int Size, int Blocks, int TileBlocks, IReadOnlyList<ProductGroup> Groups)
{
    // Fewer outputs than this are too few independent sums to hide the latency of a multiply-add, so each is split further.
    // The rule looks at no vector width, so that none changes a bit.
    const int FewOutputs = 64;

    /// <summary>Tiles of the stage.</summary>
    public int Tiles => Blocks / TileBlocks;

    /// <summary>True when all of the stage is one block: its values need no memory.</summary>
    public bool IsOneBlock => Blocks == 1;

    /// <summary>True when sums are split into several chains: even and odd k of every operand.</summary>
    public static bool IsSplit(ProductGroup group, int size) => group.Nodes.Count * size <= FewOutputs;

    /// <summary>Vectors that hold the sums of some blocks.</summary>
    public static int Vectors(int wide, int slot, int gates, int blocks)
    {
        int slots = wide / slot;
        return ((gates * blocks) + slots - 1) / slots;
    }

    /// <summary>Floats in a vector of sums: two gates' blocks where they are narrow. Four would cost more to take apart than they save.</summary>
    public static int Wide(InstructionSet set, int slot) => Math.Min(set.Lanes, 2 * slot);

    /// <summary>Cuts a stage.</summary>
    /// <param name="set">The instruction set.</param>
    /// <param name="slot">Lanes of a gate's block.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="size">Its lanes.</param>
    public static FixedStepTiles Of(InstructionSet set, int slot, Stage stage, int size)
    {
        int blocks = (size + slot - 1) / slot;
        IReadOnlyList<ProductGroup> groups = ProductGroup.Of(stage, set.Accumulators / 2 * (Wide(set, slot) / slot));
        bool Fits(int tile) => groups.All(g => Vectors(Wide(set, slot), slot, g.Nodes.Count, tile) * (IsSplit(g, size) ? 2 : 1) <= set.Accumulators);
        int most = groups.Count == 0 ? blocks : Enumerable.Range(1, blocks).Last(t => t == 1 || (blocks % t == 0 && Fits(t)));
        return new FixedStepTiles(stage, size, blocks, most, groups);
    }

    /// <summary>
    /// Lanes of a gate's block: the whole vector, or a half or quarter of it where a small hidden size would leave most of it
    /// empty, so that two gates share a vector.
    /// </summary>
    public static int ChooseSlot(InstructionSet set, StepPlan plan, Func<Dim, int> size)
    {
        // What the elementwise lines of a block cost, in multiply-adds.
        const int Lines = 40;
        int best = set.Lanes;
        long least = long.MaxValue;
        for (int slot = set.Lanes; slot >= 4; slot /= 2)
        {
            long cost = plan.Stages.Sum(stage =>
            {
                FixedStepTiles tiles = Of(set, slot, stage, size(stage.Lanes));
                return (tiles.Blocks * (long)Lines) + tiles.Groups.Sum(g =>
                    g.Products.Sum(p => (long)size(p.Depth)) * Vectors(Wide(set, slot), slot, g.Nodes.Count, tiles.TileBlocks) * tiles.Tiles);
            });
            if (cost < least)
            {
                (best, least) = (slot, cost);
            }
        }

        return best;
    }
}
