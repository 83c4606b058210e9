using System.Globalization;

namespace RnnModular.Hosting.Loop;

/// <summary>Trains one minibatch, and stops the run when a number is no longer one.</summary>
sealed class TrainSystem(EngineState state) : ISystem
{
    public void Update(in Tick tick)
    {
        // A checkpoint of a finished training leaves nothing to do.
        if (state.Training.IsFinished)
        {
            return;
        }

        StepReport step = state.Training.TrainStep();
        ThrowIfDiverged(step);
        state.Last = step;
        state.HasStepped = true;
    }

    static void ThrowIfDiverged(in StepReport step)
    {
        if (!double.IsFinite(step.Loss) || !double.IsFinite(step.GradientNorm))
        {
            (string name, double value) = double.IsFinite(step.Loss) ? ("gradient norm", step.GradientNorm) : ("loss", step.Loss);
            throw new RnnException(
                FailureKind.Diverged,
                string.Create(CultureInfo.InvariantCulture, $"Training diverged at step {step.Step} (epoch {step.Epoch}) because its {name} became {value}; lower the learning rate or clip the gradient."));
        }
    }
}
