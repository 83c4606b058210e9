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
            Objective: a forward run over the text that keeps nothing, and the loss. Gradient: a forward run that keeps what the backward run needs, the
            loss, and the backward run by all parameters. Cost: the gradient's time over the objective's, both of the same emitted cell.

            | problem | objective µs | gradient µs | cost by medians | by lowest | error of the objective | of all values |
            |---|---:|---:|---:|---:|---:|---:|

            """));
        foreach (string name in s_problems)
        {
            AdBenchProblem problem = AdBenchProblem.Read(name);
            using AdBenchWorkload objective = new(name, problem, gradient: false);
            using AdBenchWorkload gradient = new(name, problem, gradient: true);
            IReadOnlyList<Timing> times = timer.Measure([objective, gradient]);
            double cost = InterleavedTimer.Median(times[0].Seconds.Zip(times[1].Seconds, (one, other) => other / one));
            surroundings.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {times[0].MedianSeconds * 1e6:0.0} | {times[1].MedianSeconds * 1e6:0.0} | {cost:0.00} | {times[1].BestSeconds / times[0].BestSeconds:0.00} | {objective.LargestError:0.0e0} | {gradient.LargestError:0.0e0} |"));
        }
    }
}
