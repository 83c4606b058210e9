namespace RnnModular.Learning;

/// <summary>How a <see cref="Batcher"/> cuts an epoch.</summary>
/// <param name="BatchSize">Items in a batch, at least 1.</param>
public sealed record BatcherOptions(int BatchSize)
{
    /// <summary>False keeps the items in their own order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Batches that are sorted by length together, so that sequences of like length share a batch; 1 leaves the mixture to
    /// chance. The order of the batches is shuffled afterwards.
    /// </summary>
    public int GroupedBatches { get; init; } = 1;

    /// <summary>True leaves out the last batch of an epoch when it is not full.</summary>
    public bool DropLast { get; init; }

    /// <summary>Name of the random stream.</summary>
    public string Name { get; init; } = "batches";
}
