namespace RnnModular.Numerics;

/// <summary>A short bounded busy-wait: some tens of microseconds, and none at all where there is only one processor.</summary>
struct Spinner
{
    const int Rounds = 1000;

    static readonly bool _worthwhile = Environment.ProcessorCount > 1;

    int _round;

    /// <summary>Spins once; false when spinning has gone on long enough.</summary>
    public bool TrySpin()
    {
        if (_round >= Rounds || !_worthwhile)
        {
            return false;
        }

        _round++;
        Thread.SpinWait(1);
        return true;
    }
}
