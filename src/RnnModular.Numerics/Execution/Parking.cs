namespace RnnModular.Numerics;

/// <summary>
/// Where one thread waits for a number that others change. It announces that it is going to sleep and then looks once more;
/// whoever changes the number looks for the announcement afterwards. Both sides pass a full fence in between, so no wake-up
/// is lost, and waking a thread that is still spinning costs no system call.
/// </summary>
sealed class Parking
{
    readonly AutoResetEvent _event = new(false);
    int _asleep;

    /// <summary>Returns once <paramref name="value"/> is zero.</summary>
    public void WaitForZero(ref int value)
    {
        while (Volatile.Read(ref value) is int seen && seen != 0)
        {
            WaitWhile(ref value, seen);
        }
    }

    /// <summary>Returns once <paramref name="value"/> is no longer <paramref name="seen"/>.</summary>
    public void WaitWhile(ref int value, int seen)
    {
        var spinner = new Spinner();
        while (Volatile.Read(ref value) == seen)
        {
            if (spinner.TrySpin())
            {
                continue;
            }

            Interlocked.Exchange(ref _asleep, 1);
            if (Volatile.Read(ref value) == seen || Interlocked.Exchange(ref _asleep, 0) == 0)
            {
                // Either there is nothing yet, or the waker has seen the announcement and its signal is on the way.
                _event.WaitOne();
            }
        }
    }

    /// <summary>Wakes the waiting thread, if it sleeps. Call after the change.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
        {
            _event.Set();
        }
    }
}
