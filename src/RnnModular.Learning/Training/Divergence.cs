using System.Globalization;

namespace RnnModular.Learning;

/// <summary>Says where the first NaN or infinity of a training step is.</summary>
static class Divergence
{
    /// <summary>After the forward pass: a weight, else the first activation, else the loss.</summary>
    public static RnnException OfLoss(ParameterStore store, Tape tape, long step)
    {
        foreach (Parameter parameter in store.Parameters)
        {
            if (!NonFinite.None(parameter.Values))
            {
                return At(step, $"the weight '{parameter.Name}'");
            }
        }

        return At(step, tape.FirstNonFinite() is string name ? $"'{name}'" : "the loss");
    }

    /// <summary>After the backward pass: the first gradient.</summary>
    public static RnnException OfGradient(ParameterStore store, long step)
    {
        foreach (Parameter parameter in store.Parameters)
        {
            if (!NonFinite.None(parameter.Gradient))
            {
                return At(step, $"the gradient of '{parameter.Name}'");
            }
        }

        return At(step, "the norm of the gradient");
    }

    /// <summary>In an evaluation.</summary>
    public static RnnException OfValidation(long step) => At(step, "the validation loss");

    static RnnException At(long step, string where) => new(
        FailureKind.Diverged,
        string.Create(CultureInfo.InvariantCulture, $"Training stopped at step {step} because {where} became NaN or infinite; lower the learning rate, clip gradients harder, or look for such values in the data."));
}
