namespace RnnModular.Hosting.Loop;

/// <summary>Who is told how a training goes. Called on the engine's own thread, so it must be quick.</summary>
public interface ITrainingReporter
{
    /// <summary>The first tick has begun.</summary>
    /// <param name="plannedSteps">Minibatches of the longest possible run.</param>
    /// <param name="resumed">True when it takes up an earlier checkpoint.</param>
    void Started(long plannedSteps, bool resumed);

    /// <summary>A minibatch was trained.</summary>
    void Stepped(in StepReport step, TimeSpan elapsed);

    /// <summary>An epoch ended and was measured; comes after its last <see cref="Stepped"/>.</summary>
    void Evaluated(int epoch, IReadOnlyDictionary<string, double> metrics);

    /// <summary>A checkpoint was written.</summary>
    void Checkpointed(long step);

    /// <summary>The engine has stopped; not called when it stopped with an exception.</summary>
    void Finished(EngineOutcome outcome, long steps, TimeSpan elapsed);
}
