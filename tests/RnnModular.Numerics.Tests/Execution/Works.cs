namespace RnnModular.Numerics.Tests;

/// <summary>A piece of work given as a function.</summary>
sealed class Work(Action<int, int> body) : IWork
{
    public void Execute(int worker, int workers) => body(worker, workers);
}

/// <summary>The team sizes every test of a team runs with.</summary>
static class Teams
{
    public static TheoryData<int> Sizes => [1, 2, 3];
}
