namespace RnnModular.Hosting.Loop;

/// <summary>How the engine runs. A checkpoint is always written at the end and on cancellation; the cadence adds more.</summary>
public sealed record EngineOptions
{
    /// <summary>A checkpoint every so many epochs; 0 for none.</summary>
    public int CheckpointEveryEpochs { get; init; }

    /// <summary>A checkpoint whenever so much wall time has passed since the last; zero for none.</summary>
    public TimeSpan CheckpointEvery { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
