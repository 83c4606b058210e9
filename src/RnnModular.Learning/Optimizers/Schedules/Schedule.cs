namespace RnnModular.Learning;

/// <summary>The learning rate of each training step.</summary>
public abstract class Schedule
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">From 1.</param>
    public abstract double At(long step);

    /// <summary>Takes notice of a validation loss.</summary>
    public virtual void Observe(double loss) { }

    /// <summary>Writes what it remembers.</summary>
    public virtual void Save(ITensorSink sink) { }

    /// <summary>Reads what it remembered.</summary>
    /// <exception cref="RnnException">It is not there.</exception>
    public virtual void Restore(ITensorSource source) { }
}

/// <summary>The same rate always.</summary>
/// <param name="rate">The rate.</param>
public sealed class ConstantSchedule(double rate) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => rate;
}

/// <summary>Multiplies the rate by a factor every so many steps.</summary>
/// <param name="rate">The first rate.</param>
/// <param name="every">Steps from one change to the next, at least 1.</param>
/// <param name="factor">The factor.</param>
public sealed class StepSchedule(double rate, long every, double factor) : Schedule
{
    readonly long _every = every >= 1 ? every : throw new ArgumentOutOfRangeException(nameof(every));

    /// <inheritdoc/>
    public override double At(long step) => rate * Math.Pow(factor, (step - 1) / _every);
}
