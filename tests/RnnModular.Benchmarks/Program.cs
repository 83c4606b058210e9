using RnnModular.Cli;

namespace RnnModular.Benchmarks;

/// <summary>The benchmarks: <c>cells</c> is the product's own verb.</summary>
static class Program
{
    static int Main(string[] args)
    {
        using Interruption interruption = new();
        return CommandLine.Run(["bench", .. args], Surroundings.OfProcess(interruption.Requested));
    }
}
