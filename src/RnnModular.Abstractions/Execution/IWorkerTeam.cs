namespace RnnModular;

/// <summary>A piece of work that every member of a team takes part in.</summary>
public interface IWork
{
    /// <summary>Does this worker's share.</summary>
    /// <param name="worker">0 … <paramref name="workers"/> − 1.</param>
    /// <param name="workers">Members taking part.</param>
    void Execute(int worker, int workers);
}

/// <summary>A persistent team of threads. Results must not depend on its size.</summary>
public interface IWorkerTeam
{
    /// <summary>Members, the caller included.</summary>
    int Size { get; }

    /// <summary>Runs the work on <paramref name="workers"/> members (the caller is worker 0) and returns when all are done; allocates nothing.</summary>
    /// <param name="work">The work.</param>
    /// <param name="workers">How many take part, 1 … <see cref="Size"/>.</param>
    void Run(IWork work, int workers);

    /// <summary>Inside <see cref="Run"/>: waits until every member that takes part has come here.</summary>
    void Barrier();
}
