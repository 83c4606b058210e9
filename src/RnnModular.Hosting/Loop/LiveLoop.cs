namespace RnnModular.Hosting.Loop;

/// <summary>
/// Runs a system at a fixed rate, for anything in real time: elapsed time is accumulated, clamped so that a pause is not
/// made up for in one burst, and paid out in whole updates of equal length.
/// </summary>
public sealed class LiveLoop
{
    readonly ISystem _system;
    readonly TimeSpan _period;
    readonly TimeSpan _longestLag;
    readonly TimeProvider _time;
    long _last;
    TimeSpan _owed;
    long _steps;

    /// <summary>A loop whose time begins now.</summary>
    /// <param name="system">What to update; a tick's <see cref="Tick.Elapsed"/> is its step times the period, free of jitter.</param>
    /// <param name="period">Time from one update to the next.</param>
    /// <param name="longestLag">Time owed at most, at least one period; what is beyond is dropped.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive, or the lag below it.</exception>
    public LiveLoop(ISystem system, TimeSpan period, TimeSpan longestLag, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longestLag, period);
        _system = system;
        _period = period;
        _longestLag = longestLag;
        _time = time;
        _last = time.GetTimestamp();
    }

    /// <summary>Time until the next update is due.</summary>
    public TimeSpan UntilNext
    {
        get
        {
            TimeSpan left = _period - _owed - _time.GetElapsedTime(_last);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Runs every update that is due; allocates nothing itself.</summary>
    /// <returns>How many there were.</returns>
    public int Advance()
    {
        long now = _time.GetTimestamp();
        _owed += _time.GetElapsedTime(_last, now);
        _last = now;
        _owed = _owed > _longestLag ? _longestLag : _owed;
        int updates = 0;
        for (; _owed >= _period; _owed -= _period)
        {
            _steps++;
            Tick tick = new(_steps, Epoch: 0, _period * _steps, IsEvalDue: false, IsCheckpointDue: false);
            _system.Update(in tick);
            updates++;
        }

        return updates;
    }

    /// <summary>Advances whenever an update is due, until a stop is asked for.</summary>
    public void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Advance();
            stop.WaitHandle.WaitOne(UntilNext);
        }
    }
}
