using System.Globalization;
using RnnModular.Hosting.Loop;

namespace RnnModular.Cli.Output;

/// <summary>Progress as lines, a few seconds apart: for files, pipes and logs.</summary>
sealed class PlainProgress(Surroundings surroundings) : ProgressDisplay
{
    /// <inheritdoc/>
    public override EngineOutcome During(Func<ITrainingReporter, EngineOutcome> work) => work(new Lines(surroundings.Error));

    sealed class Lines(TextWriter output) : ProgressState
    {
        static readonly TimeSpan _pause = TimeSpan.FromSeconds(3);

        TimeSpan _next = _pause;

        public override void Started(long plannedSteps, bool resumed)
        {
            base.Started(plannedSteps, resumed);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(resumed ? "Resuming" : "Training")}: {plannedSteps} steps at most."));
        }

        public override void Finished(EngineOutcome outcome, long steps, TimeSpan elapsed)
        {
            if (outcome == EngineOutcome.Completed)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Trained {steps} steps in {elapsed.TotalSeconds:0.0} s."));
            }
        }

        protected override void Changed(TimeSpan elapsed)
        {
            if (elapsed >= _next)
            {
                _next = elapsed + _pause;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {Step}/{Planned} · {Describe(elapsed)}"));
            }
        }
    }
}
