namespace RnnModular.Numerics;

/// <summary>A reusable sense-reversing barrier that a failing member can break, so that nobody waits for it in vain.</summary>
sealed class TeamBarrier
{
    int _members;
    int _missing;
    int _phase;
    int _aborted;

    /// <summary>True once a member gave up.</summary>
    public bool IsAborted => Volatile.Read(ref _aborted) != 0;

    /// <summary>Makes the barrier ready for this many members; nobody may be waiting.</summary>
    public void Reset(int members)
    {
        _members = members;
        _missing = members;
        _aborted = 0;
    }

    /// <summary>Lets everybody who waits, or comes later, leave with a <see cref="BarrierAbortedException"/>.</summary>
    public void Abort() => Volatile.Write(ref _aborted, 1);

    /// <summary>Waits until all members are here.</summary>
    /// <exception cref="BarrierAbortedException">A member failed and will never come.</exception>
    public void Wait()
    {
        int phase = Volatile.Read(ref _phase);
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _missing = _members;
            Volatile.Write(ref _phase, phase + 1);
            return;
        }

        var spinner = new Spinner();
        while (Volatile.Read(ref _phase) == phase)
        {
            if (IsAborted)
            {
                throw new BarrierAbortedException();
            }

            if (!spinner.TrySpin())
            {
                Thread.Yield();
            }
        }
    }
}

/// <summary>Unwinds a member that waits for another that failed; it never leaves the team.</summary>
sealed class BarrierAbortedException : Exception;
