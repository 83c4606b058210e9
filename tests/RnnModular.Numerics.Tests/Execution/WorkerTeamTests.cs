namespace RnnModular.Numerics.Tests;

public class WorkerTeamTests
{
    public static TheoryData<int> Sizes => Teams.Sizes;

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Run_executes_every_share_once_and_returns_when_all_are_done(int size)
    {
        using var team = new WorkerTeam(size);
        var shares = new int[size];
        var work = new Work((worker, workers) =>
        {
            Assert.Equal(size, workers);
            shares[worker]++;
        });
        for (int call = 1; call <= 2000; call++)
        {
            team.Run(work, size);
            Assert.All(shares, share => Assert.Equal(call, share));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Run_with_fewer_workers_leaves_the_others_out(int size)
    {
        using var team = new WorkerTeam(size);
        for (int workers = 1; workers <= size; workers++)
        {
            var shares = new int[size];
            team.Run(new Work((worker, _) => shares[worker]++), workers);
            Assert.Equal(Enumerable.Range(0, size).Select(worker => worker < workers ? 1 : 0), shares);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_caller_is_worker_zero(int size)
    {
        using var team = new WorkerTeam(size);
        int thread = 0;
        team.Run(new Work((worker, _) => thread = worker == 0 ? Environment.CurrentManagedThreadId : thread), size);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nobody_passes_a_barrier_before_all_have_come(int size)
    {
        using var team = new WorkerTeam(size);
        int arrived = 0;
        int tooEarly = 0;
        team.Run(new Work((_, workers) =>
        {
            for (int round = 1; round <= 500; round++)
            {
                Interlocked.Increment(ref arrived);
                team.Barrier();
                if (Volatile.Read(ref arrived) < round * workers)
                {
                    Interlocked.Increment(ref tooEarly);
                }

                team.Barrier();
            }
        }), size);
        Assert.Equal(500 * size, arrived);
        Assert.Equal(0, tooEarly);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_workers_exception_reaches_the_caller_and_the_team_lives_on(int size)
    {
        using var team = new WorkerTeam(size);
        for (int failing = 0; failing < size; failing++)
        {
            var work = new Work((worker, _) => throw (worker == failing ? new InvalidDataException("bad share") : new OperationCanceledException()));
            var only = new Work((worker, _) =>
            {
                if (worker == failing)
                {
                    throw new InvalidDataException("bad share");
                }
            });
            Assert.Equal("bad share", Assert.Throws<InvalidDataException>(() => team.Run(only, size)).Message);
            Assert.ThrowsAny<Exception>(() => team.Run(work, size));
        }

        int shares = 0;
        team.Run(new Work((_, _) => Interlocked.Increment(ref shares)), size);
        Assert.Equal(size, shares);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_worker_that_fails_frees_those_who_wait_at_a_barrier(int size)
    {
        using var team = new WorkerTeam(size);
        for (int failing = 0; failing < size; failing++)
        {
            var work = new Work((worker, _) =>
            {
                team.Barrier();
                if (worker == failing)
                {
                    throw new InvalidDataException("gave up");
                }

                team.Barrier();
            });
            Assert.Equal("gave up", Assert.Throws<InvalidDataException>(() => team.Run(work, size)).Message);

            int passed = 0;
            team.Run(new Work((_, _) =>
            {
                team.Barrier();
                Interlocked.Increment(ref passed);
            }), size);
            Assert.Equal(size, passed);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Running_work_inside_the_teams_own_work_is_refused(int size)
    {
        using var team = new WorkerTeam(size);
        var inner = new Work((_, _) => { });
        for (int nesting = 0; nesting < size; nesting++)
        {
            var outer = new Work((worker, _) =>
            {
                if (worker == nesting)
                {
                    team.Run(inner, 1);
                }
            });
            Assert.Throws<InvalidOperationException>(() => team.Run(outer, size));
        }

        team.Run(inner, size);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Another_team_may_work_inside(int size)
    {
        using WorkerTeam team = new(size), other = new(2);
        int shares = 0;
        team.Run(new Work((worker, _) =>
        {
            if (worker == 0)
            {
                other.Run(new Work((_, _) => Interlocked.Increment(ref shares)), 2);
            }

            team.Barrier();
        }), size);
        Assert.Equal(2, shares);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Run_and_Barrier_allocate_nothing(int size)
    {
        using var team = new WorkerTeam(size);
        var work = new Work((_, _) => team.Barrier());
        for (int warmUp = 0; warmUp < 200; warmUp++)
        {
            team.Run(work, size);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 200; call++)
        {
            team.Run(work, size);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_team_that_slept_wakes_again()
    {
        using var team = new WorkerTeam(3);
        int shares = 0;
        var work = new Work((_, _) => Interlocked.Increment(ref shares));
        for (int call = 0; call < 5; call++)
        {
            team.Run(work, 3);
            Thread.Sleep(20);
        }

        Assert.Equal(15, shares);
    }

    [Fact]
    public void Single_serves_many_threads_at_once()
    {
        int shares = 0;
        Parallel.For(0, 64, _ => WorkerTeam.Single.Run(new Work((worker, workers) =>
        {
            WorkerTeam.Single.Barrier();
            Interlocked.Add(ref shares, workers - worker);
        }), 1));
        Assert.Equal(64, shares);
        Assert.Equal(1, WorkerTeam.Single.Size);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        var team = new WorkerTeam(2);
        var work = new Work((_, _) => { });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(work, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(work, 3));
        Assert.Throws<InvalidOperationException>(team.Barrier);
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(work, 2));
    }
}
