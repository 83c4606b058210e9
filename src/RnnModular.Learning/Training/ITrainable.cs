namespace RnnModular.Learning;

/// <summary>What a <see cref="Trainer"/> trains.</summary>
public interface ITrainable
{
    /// <summary>Runs the model on a minibatch and records its loss on the tape.</summary>
    void Train(Tape tape, Batch batch);

    /// <summary>The loss on validation data, lower is better. The tape is not begun: begin a pass for each batch, not training.</summary>
    double Validate(Tape tape);
}
