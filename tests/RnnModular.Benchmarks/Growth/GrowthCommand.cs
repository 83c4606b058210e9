using System.CommandLine;
using System.Globalization;
using RnnModular.Cli;
using RnnModular.Cli.Benchmarks;
using RnnModular.Cli.Charts;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.Growth;

/// <summary><c>growth</c>: how the time of a training pass grows with T, B and the parameters, and what a very long sequence takes of memory.</summary>
sealed class GrowthCommand : Command
{
    readonly Option<string> _cell = new("--cell") { Description = "The cell.", DefaultValueFactory = _ => "lstm" };
    readonly Option<int> _repetitions = new("--repetitions") { Description = "Repetitions whose median counts.", DefaultValueFactory = _ => 5 };
    readonly Option<int> _steps = new("--steps") { Description = "Steps of the long sequence.", DefaultValueFactory = _ => 100_000 };
    readonly Option<string> _output = new("--output") { Description = "Where the plot goes.", DefaultValueFactory = _ => "growth.svg" };

    public GrowthCommand()
        : base("growth", "Time of a training pass as T, B and the parameters grow; memory of a long sequence with and without recomputed segments.")
    {
        foreach (Option option in new Option[] { _cell, _repetitions, _steps, _output })
        {
            Options.Add(option);
        }
    }

    /// <summary>Measures, prints the tables, writes the plot.</summary>
    public void Execute(ParseResult parse, Surroundings surroundings)
    {
        PluginSet plugins = surroundings.LoadPlugins(Path.Combine(AppContext.BaseDirectory, "plugins"));
        ICellFactory cell = plugins.Cells.Get(parse.GetValue(_cell)!);

        // The long sequence first: the memory of a process never shrinks. Segments before the whole, for the same reason.
        int steps = parse.GetValue(_steps);
        Write(surroundings, LongSequence.Run(cell, steps, hidden: 128, segmented: true));
        Write(surroundings, LongSequence.Run(cell, steps, hidden: 128, segmented: false));

        InterleavedTimer timer = new() { Repetitions = parse.GetValue(_repetitions), Progress = surroundings.Error.WriteLine, Cancelled = surroundings.Cancelled };
        GrowthSeries[] series =
        [
            GrowthSeries.Measure("T", cell, timer, [.. Doubled(64, 1024).Select(t => new BenchmarkShape(16, t, 64, 64))], s => s.Time),
            GrowthSeries.Measure("B", cell, timer, [.. Doubled(16, 256).Select(b => new BenchmarkShape(b, 64, 64, 64))], s => s.Batch),
            GrowthSeries.Measure("parameters", cell, timer, [.. Doubled(32, 512).Select(h => new BenchmarkShape(32, 32, h, h))], s => ParametersOf(cell, s)),
        ];
        foreach (GrowthSeries each in series)
        {
            surroundings.Output.Write(each.Table());
        }

        string path = parse.GetValue(_output)!;
        File.WriteAllText(path, SvgChart.Draw(GrowthSeries.Plot(cell.Descriptor.Id, series)));
        surroundings.Error.WriteLine($"plot: {path}");
    }

    static void Write(Surroundings surroundings, LongSequence run) => surroundings.Output.WriteLine(run.ToString());

    static double ParametersOf(ICellFactory factory, BenchmarkShape shape)
    {
        using RecurrentCell cell = factory.Create(new CellSizes(shape.Input, shape.Hidden));
        return cell.ParameterCount;
    }

    static IEnumerable<int> Doubled(int first, int last)
    {
        for (int value = first; value <= last; value *= 2)
        {
            yield return value;
        }
    }
}
