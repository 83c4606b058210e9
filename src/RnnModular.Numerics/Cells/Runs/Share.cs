namespace RnnModular.Numerics;

/// <summary>One worker's part of the lanes of a step. A step cut by rows, or not cut, is one whole share.</summary>
/// <param name="worker">This worker.</param>
/// <param name="workers">Workers that share the lanes.</param>
/// <param name="team">Where they meet; null for a whole share.</param>
public readonly struct Share(int worker, int workers, IWorkerTeam? team)
{
    // Four vectors of the widest kind: the widest tile.
    const int Block = 4 * Alignment.Floats;

    /// <summary>All lanes.</summary>
    public static Share Whole => new(0, 1, null);

    /// <summary>First lane of this share of <paramref name="width"/> lanes, and the lane after its last.</summary>
    public (int From, int To) Of(int width) => (Lane(width, worker), Lane(width, worker + 1));

    /// <summary>True for the share that does what cannot be cut.</summary>
    public bool IsFirst => worker == 0;

    /// <summary>Waits for the other shares of this stage.</summary>
    public void Sync() => team?.Barrier();

    int Lane(int width, int share) => Math.Min(width, (width + Block - 1) / Block * share / workers * Block);
}
