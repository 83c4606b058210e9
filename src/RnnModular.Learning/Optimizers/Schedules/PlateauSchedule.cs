namespace RnnModular.Learning;

/// <summary>Lowers the rate when the validation loss has not fallen for a while, as PyTorch's <c>ReduceLROnPlateau</c> does.</summary>
/// <param name="rate">The first rate.</param>
/// <param name="factor">What the rate is multiplied by.</param>
/// <param name="patience">Evaluations without a new best that are still borne.</param>
/// <param name="minimum">The lowest rate.</param>
/// <param name="minDelta">A new best is lower than the old one by more than this.</param>
public sealed class PlateauSchedule(double rate, double factor = 0.1, int patience = 10, double minimum = 0, double minDelta = 0) : Schedule
{
    double _rate = rate;
    double _best = double.PositiveInfinity;
    long _waited;

    /// <inheritdoc/>
    public override double At(long step) => _rate;

    /// <inheritdoc/>
    public override void Observe(double loss)
    {
        if (loss < _best - minDelta)
        {
            _best = loss;
            _waited = 0;
        }
        else if (++_waited > patience)
        {
            _rate = Math.Max(_rate * factor, minimum);
            _waited = 0;
        }
    }

    /// <inheritdoc/>
    public override void Save(ITensorSink sink)
    {
        sink.Real("rate", _rate);
        sink.Real("best", _best);
        sink.Integer("waited", _waited);
    }

    /// <inheritdoc/>
    public override void Restore(ITensorSource source)
    {
        _rate = source.Real("rate");
        _best = source.Real("best");
        _waited = source.Integer("waited");
    }
}
