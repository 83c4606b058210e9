namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>A tile: the outputs held in registers while the operand is read once.</summary>
/// <param name="Rows">Sequences.</param>
/// <param name="Gates">Weights that share the operand.</param>
/// <param name="Blocks">Vectors of lanes.</param>
readonly record struct TileShape(int Rows, int Gates, int Blocks);

/// <summary>
/// The tiles for a number of gates: the largest that fits the registers, smaller ones for the rows and lanes that are left
/// over, and a wide one for a single row, whose few sums would otherwise wait for each other.
/// </summary>
sealed record TileSet(int Gates, int Blocks, int Rows, int SingleRowBlocks)
{
    /// <summary>More gates than this are cut into several tiles.</summary>
    public const int MostGates = 4;

    // Independent sums needed to keep two multiply-adds a cycle busy over their latency of four.
    const int SumsInFlight = 8;

    /// <summary>Chooses the tiles.</summary>
    public static TileSet For(InstructionSet set, int gates)
    {
        int blocks = gates == 1 ? 4 : gates == 2 ? 2 : 1;
        return new TileSet(gates, blocks, set.Accumulators / (gates * blocks), Math.Max(1, SumsInFlight / gates));
    }

    /// <summary>Blocks of one row, which is alone and wants several sums under way, before the last lanes are taken block by block.</summary>
    public int LastPair => Blocks > 2 ? 2 : 1;

    /// <summary>Row counts at the widest, falling.</summary>
    public IReadOnlyList<int> RowCounts => [Rows, .. new[] { 4, 2, 1 }.Where(r => r < Rows)];

    /// <summary>All tiles, each once.</summary>
    public IEnumerable<TileShape> All => RowCounts.Select(r => new TileShape(r, Gates, Blocks))
        .Concat(RowCounts.Select(r => new TileShape(r, Gates, 1)))
        .Append(new TileShape(1, Gates, SingleRowBlocks))
        .Append(new TileShape(1, Gates, LastPair))
        .Distinct();

    /// <summary>Floats of room for the sums of any tile.</summary>
    public int Room(int accumulators, int lanes) => All.Max(t => t.Rows * t.Blocks) * accumulators * lanes;
}
