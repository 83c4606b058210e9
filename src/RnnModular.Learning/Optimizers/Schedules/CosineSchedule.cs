namespace RnnModular.Learning;

/// <summary>
/// A straight rise from zero to the peak, then half a cosine down to the final rate (Loshchilov and Hutter 2017, without
/// restarts); afterwards the final rate.
/// </summary>
public sealed class CosineSchedule : Schedule
{
    readonly double _peak;
    readonly long _warmup;
    readonly long _total;
    readonly double _final;

    /// <summary>A schedule over a known number of steps.</summary>
    /// <param name="peak">The highest rate, reached at the last warm-up step.</param>
    /// <param name="total">Steps in all, warm-up included.</param>
    /// <param name="warmup">Steps of the rise; 0 starts at the peak.</param>
    /// <param name="final">The last rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The warm-up is negative or not shorter than the whole.</exception>
    public CosineSchedule(double peak, long total, long warmup = 0, double final = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(total, warmup);
        _peak = peak;
        _total = total;
        _warmup = warmup;
        _final = final;
    }

    /// <inheritdoc/>
    public override double At(long step)
    {
        if (step <= _warmup)
        {
            return _peak * step / _warmup;
        }

        // With no warm-up the first step has the peak, as the last warm-up step has it otherwise.
        long first = Math.Max(_warmup, 1);
        double done = _total == first ? 1 : Math.Clamp((double)(step - first) / (_total - first), 0, 1);
        return _final + (_peak - _final) * 0.5 * (1 + Math.Cos(Math.PI * done));
    }
}
