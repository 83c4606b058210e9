namespace RnnModular.Hosting.Loop;

/// <summary>How a run of the engine ended.</summary>
public enum EngineOutcome
{
    /// <summary>Nothing was left to train.</summary>
    Completed,

    /// <summary>It was asked to stop: the tick was finished and a checkpoint written.</summary>
    Cancelled,
}
