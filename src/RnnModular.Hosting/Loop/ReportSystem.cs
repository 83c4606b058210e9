namespace RnnModular.Hosting.Loop;

/// <summary>Tells the reporter what this tick did.</summary>
sealed class ReportSystem(EngineState state, EvalSystem eval, CheckpointSystem checkpoint, ITrainingReporter reporter) : ISystem
{
    public void Update(in Tick tick)
    {
        if (state.HasStepped)
        {
            StepReport step = state.Last;
            reporter.Stepped(in step, tick.Elapsed);
        }

        if (eval.Metrics is { } metrics)
        {
            reporter.Evaluated(tick.Epoch, metrics);
        }

        if (checkpoint.HasSaved)
        {
            reporter.Checkpointed(tick.Step);
        }
    }
}
