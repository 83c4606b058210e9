namespace RnnModular.Cli.Benchmarks;

/// <summary>One thing to time, again and again.</summary>
interface IWorkload : IDisposable
{
    /// <summary>What it is, for progress.</summary>
    string Name { get; }

    /// <summary>Runs it <paramref name="count"/> times in a row.</summary>
    /// <returns>Seconds of all runs together.</returns>
    double Run(int count);
}
