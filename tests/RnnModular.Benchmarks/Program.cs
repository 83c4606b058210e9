using RnnModular.Cli.Benchmarks;
using RnnModular.Numerics;

for (int threads = 1; threads <= Environment.ProcessorCount; threads *= 2)
{
    using WorkerTeam team = new(threads);
    Console.WriteLine(MachineLimits.Measure(team).Describe());
}
