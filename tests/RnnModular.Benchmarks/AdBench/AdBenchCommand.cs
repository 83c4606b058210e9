using System.CommandLine;
using System.Globalization;
using RnnModular.AdBench;
using RnnModular.Cli;
using RnnModular.Cli.Benchmarks;
using RnnModular.Cli.Training;

namespace RnnModular.Benchmarks.AdBench;

/// <summary><c>adbench</c>: what the derived gradient of ADBench's LSTM costs, in objectives.</summary>
sealed class AdBenchCommand : Command
{
    static readonly string[] s_problems = ["lstm_l2_c1024", "lstm_l4_c1024"];

    readonly Option<int> _repetitions = new("--repetitions") { Description = "Repetitions whose median counts.", DefaultValueFactory = _ => 31 };

    public AdBenchCommand()
        : base("adbench", "The gradient of ADBench's LSTM (Šrajer et al. 2018), in objectives.") => Options.Add(_repetitions);

    /// <summary>Measures and prints; says so where there is no data.</summary>
    public void Execute(ParseResult parse, Surroundings surroundings)
    {
        if (AdBenchProblem.Folder is null)
        {
            surroundings.Output.WriteLine("skipped: no data (the folder shared/data/adbench is absent)");
            return;
        }

        InterleavedTimer timer = new() { Repetitions = parse.GetValue(_repetitions), Progress = surroundings.Error.WriteLine, Cancelled = surroundings.Cancelled };
        surroundings.Output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Machine.Processor}, {DateTime.UtcNow:yyyy-MM-dd}, version {Machine.Version}; float32, one thread, {timer.Repetitions} interleaved repetitions.
            Objective: a forward run over the text that keeps nothing, and the loss. Kept: the same, keeping what a backward run needs. Gradient: kept, and
            the backward run by all parameters. Cost: gradient over objective, both of the same emitted cell; times and cost are the lowest of the
            repetitions, and beside it the median of the costs of each.

            | problem | objective µs | kept µs | gradient µs | cost | by medians | error of the objective | of all values |
            |---|---:|---:|---:|---:|---:|---:|---:|

            """));
        foreach (string name in s_problems)
        {
            AdBenchProblem problem = AdBenchProblem.Read(name);
            AdBenchWorkload[] parts = [.. Enum.GetValues<AdBenchPart>().Select(part => new AdBenchWorkload(name, problem, part))];
            IReadOnlyList<Timing> times = timer.Measure(parts);
            double Cost(Timing of) => InterleavedTimer.Median(times[0].Seconds.Zip(of.Seconds, (one, other) => other / one));
            surroundings.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {times[0].BestSeconds * 1e6:0.0} | {times[1].BestSeconds * 1e6:0.0} | {times[2].BestSeconds * 1e6:0.0} | {times[2].BestSeconds / times[0].BestSeconds:0.00} | {Cost(times[2]):0.00} | {parts[0].LargestError:0.0e0} | {parts[2].LargestError:0.0e0} |"));
            Array.ForEach(parts, p => p.Dispose());
        }
    }
}
