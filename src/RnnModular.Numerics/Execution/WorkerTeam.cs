using System.Runtime.ExceptionServices;

namespace RnnModular.Numerics;

/// <summary>
/// A team of persistent background threads with the caller as its first member. Members wait by spinning for a moment and
/// then sleep, so work handed out back to back starts at once and an idle team costs nothing.
/// </summary>
public sealed class WorkerTeam : IWorkerTeam, IDisposable
{
    [ThreadStatic]
    static WorkerTeam? _runningHere;

    readonly TeamMember[] _members;
    readonly Exception?[] _failures;
    readonly Parking _done = new();
    readonly TeamBarrier _barrier = new();
    IWork? _work;
    int _workers;
    int _pending;
    int _busy;

    /// <summary>A team of <paramref name="threads"/> members, the caller included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one member.</exception>
    public WorkerTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _failures = new Exception?[threads];
        _members = new TeamMember[threads - 1];
        for (int index = 0; index < _members.Length; index++)
        {
            _members[index] = new TeamMember(this, index + 1);
        }
    }

    /// <summary>A team of one without threads; any number of threads may use it at once.</summary>
    public static WorkerTeam Single { get; } = new(1);

    /// <inheritdoc/>
    public int Size => _failures.Length;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">More or fewer workers than the team has.</exception>
    /// <exception cref="InvalidOperationException">The team is running already: from inside its own work, or from another thread.</exception>
    /// <exception cref="ObjectDisposedException">The team was disposed.</exception>
    /// <remarks>When workers throw, the exception of the lowest-numbered one is thrown here, once every worker has stopped.</remarks>
    public void Run(IWork work, int workers)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workers, Size);
        if (_runningHere == this || (Size > 1 && Interlocked.CompareExchange(ref _busy, 1, 0) != 0))
        {
            throw new InvalidOperationException("This worker team is running already: work must not start work on its own team, nor may two threads share a team.");
        }

        WorkerTeam? outer = _runningHere;
        _runningHere = this;
        try
        {
            if (workers == 1)
            {
                // A team of one may run on several threads at once, so nothing of this object is written here.
                work.Execute(0, 1);
            }
            else
            {
                RunTogether(work, workers);
            }
        }
        finally
        {
            _runningHere = outer;
            if (Size > 1)
            {
                _workers = 0;
                Volatile.Write(ref _busy, 0);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Called outside <see cref="Run"/>.</exception>
    public void Barrier()
    {
        if (_runningHere != this)
        {
            throw new InvalidOperationException("A barrier has a meaning only inside Run.");
        }

        if (_workers > 1)
        {
            _barrier.Wait();
        }
    }

    /// <summary>Ends the threads. A team of one has none, so it stays usable.</summary>
    public void Dispose()
    {
        foreach (TeamMember member in _members)
        {
            member.Stop();
        }
    }

    void RunTogether(IWork work, int workers)
    {
        ObjectDisposedException.ThrowIf(_members[0].IsStopped, this);
        _work = work;
        _workers = workers;
        _barrier.Reset(workers);
        Volatile.Write(ref _pending, workers - 1);
        for (int index = 0; index < workers - 1; index++)
        {
            _members[index].Wake();
        }

        ExecuteShare(0);
        _done.WaitForZero(ref _pending);
        _work = null;
        Rethrow(workers);
    }

    /// <summary>One member's share, on its own thread.</summary>
    internal void ExecuteAsMember(int worker)
    {
        _runningHere = this;
        ExecuteShare(worker);
        if (Interlocked.Decrement(ref _pending) == 0)
        {
            _done.Wake();
        }
    }

    void ExecuteShare(int worker)
    {
        try
        {
            _work!.Execute(worker, _workers);
        }
        catch (Exception failure)
        {
            _failures[worker] = failure;
            _barrier.Abort();
        }
    }

    void Rethrow(int workers)
    {
        if (!_barrier.IsAborted)
        {
            return;
        }

        Exception? first = null;
        for (int worker = workers - 1; worker >= 0; worker--)
        {
            // Those who were only waiting for the one that failed have nothing of their own to tell.
            first = _failures[worker] is { } failure and not BarrierAbortedException ? failure : first;
            _failures[worker] = null;
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
