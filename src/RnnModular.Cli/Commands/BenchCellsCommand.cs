using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RnnModular.Cli.Benchmarks;
using RnnModular.Cli.Output;
using RnnModular.Cli.Training;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn bench cells</c>: how fast cells run here, beside what the machine itself can do.</summary>
sealed class BenchCellsCommand : Verb
{
    const string Every = "all";

    readonly Option<string> _cell = new("--cell") { Description = "Ids of cells or files of equations, commas between; all for every cell.", HelpName = "cells", DefaultValueFactory = _ => "lstm,gru" };
    readonly Option<string?> _reference = new("--relative-to") { Description = "Measure each cell in turn with this one, and print its GFLOP/s as a fraction of this one's.", HelpName = "cell" };
    readonly Option<string?> _shapes = new("--shapes") { Description = "batch,time,input,hidden, several with semicolons between. [default: eight from small to large, and single steps]", HelpName = "shapes" };
    readonly Option<string?> _mode = new("--mode") { Description = "infer, train, step or ragged (lengths from 10 to 200 against a dense batch of as many steps). [default: all]", HelpName = "mode" };
    readonly Option<string> _weights = new("--weights") { Description = "float32, bfloat16, int8, commas between: how products hold their weights. Narrow ones in infer, step and ragged inference; the loss of accuracy is printed.", HelpName = "formats", DefaultValueFactory = _ => "float32" };
    readonly Option<int> _repetitions = new("--repetitions") { Description = "Repetitions whose median counts.", HelpName = "whole number", DefaultValueFactory = _ => 9 };

    public BenchCellsCommand()
        : base("cells", "Measure how fast cells run, and which part of the machine's peak that is.", "rnn bench cells --cell lstm,gru --shapes \"1,128,64,64;32,64,256,256\" --mode train --threads 2")
    {
        _mode.AcceptOnlyFromAmong([.. BenchmarkModes.Names]);
        Options.Add(_cell);
        Options.Add(_reference);
        Options.Add(_shapes);
        Options.Add(_mode);
        Options.Add(_weights);
        Options.Add(_repetitions);
    }

    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        BenchmarkPlan plan = Plan(invocation);
        BenchmarkReport report = new CellBenchmark(plan, invocation.Say, invocation.Surroundings.Cancelled).Run();
        if (invocation.Json)
        {
            invocation.Print(new JsonObject
            {
                ["environment"] = Machine.ToJson(),
                ["limits"] = report.Limits.ToJson(),
                ["rows"] = new JsonArray([.. report.Rows.Select(r => (JsonNode?)r.ToJson())]),
            });
            return 0;
        }

        invocation.Surroundings.Output.WriteLine($"{Machine.Processor}, {report.Limits.Describe()}");
        bool isNarrow = plan.Weights.Any(w => w != WeightFormat.Float32);
        new ResultView(invocation).Write(
            [
                "cell", "mode", "B,T,I,H", "threads", "ms", "GFLOP/s", "of peak", "bytes",
                .. plan.Reference is { } reference ? [$"of {reference.Descriptor.Id}", "all work"] : new[] { "of dense" },
                .. isNarrow ? ["weights", "largest loss", "RMS loss"] : Array.Empty<string>(),
            ],
            report.Rows.Select(r => isNarrow ? [.. Line(r), .. Loss(r)] : Line(r)));
        if (isNarrow)
        {
            invocation.Surroundings.Output.WriteLine($"loss: differences from the outputs of float32 weights over {AccuracyLoss.Steps} steps of random input, as fractions of the outputs' RMS.");
        }

        if (plan.Reference is { Descriptor.Id: var beside })
        {
            invocation.Surroundings.Output.WriteLine($"of {beside}: GFLOP/s of the products as a fraction of {beside}'s. all work: the same when functions, elementwise operations and states count too, each at the rate this machine reached above.");
        }

        return 0;
    }

    BenchmarkPlan Plan(Invocation invocation)
    {
        string[] cells = invocation.Parse.GetRequiredValue(_cell).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (cells.Length == 0)
        {
            throw new RnnException(FailureKind.Usage, "The option 'cell' cannot be empty because there would be nothing to measure; give ids of cells, see 'rnn cell list'.");
        }

        int repetitions = invocation.Parse.GetRequiredValue(_repetitions);
        if (repetitions < 1)
        {
            throw new RnnException(FailureKind.Usage, $"The option 'repetitions' cannot be '{repetitions.ToString(CultureInfo.InvariantCulture)}'; it needs at least one.");
        }

        IReadOnlyList<WeightFormat> weights = WeightFormats.ParseList(invocation.Parse.GetRequiredValue(_weights));
        string? mode = invocation.Parse.GetValue(_mode);
        BenchmarkMode[] modes = [.. (mode is null ? BenchmarkModes.Names : [mode]).SelectMany(BenchmarkModes.Of)];
        if (weights.FirstOrDefault(w => w != WeightFormat.Float32) is not WeightFormat.Float32 and var narrow && !modes.Any(m => m.TakesNarrowWeights))
        {
            throw new RnnException(FailureKind.Usage, $"The option 'weights' cannot be '{narrow.Name}' because training needs float32; measure step, infer or ragged.");
        }

        string? shapes = invocation.Parse.GetValue(_shapes);
        IReadOnlyList<BenchmarkShape>? sizes = shapes is null ? null : BenchmarkShape.ParseList(shapes);
        if (weights is not [WeightFormat.Float32] && invocation.Parse.GetValue(_reference) is not null)
        {
            throw new RnnException(FailureKind.Usage, "The option 'relative-to' compares cells with float32 weights; leave 'weights' out.");
        }

        ICellFactory? reference = invocation.Parse.GetValue(_reference) is { } typed ? CellArgument.Factory(invocation, typed) : null;
        return new BenchmarkPlan(
            cells is [Every] ? invocation.Plugins.Cells.All : [.. cells.Select(c => CellArgument.Factory(invocation, c))],
            modes,
            sizes,
            invocation.Threads(),
            invocation.Seed(),
            repetitions,
            weights,
            reference);
    }

    static IReadOnlyList<string> Loss(BenchmarkRow row) =>
    [
        row.Weights.Name,
        row.Loss?.Largest.ToString("0.0e+0", CultureInfo.InvariantCulture) ?? "",
        row.Loss?.Rms.ToString("0.0e+0", CultureInfo.InvariantCulture) ?? "",
    ];

    static IReadOnlyList<string> Line(BenchmarkRow row)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return
        [
            row.Cell,
            row.Mode.Name,
            row.Shape.ToString(),
            row.Threads.ToString(culture),
            row.Milliseconds.ToString("G4", culture),
            row.Gflops.ToString("0.0", culture),
            row.PeakFraction.ToString("0.0 %", culture),
            row.BytesAllocated.ToString(culture),
            (row.RelativeRate ?? row.DenseRatio)?.ToString("0.00", culture) ?? "",
            .. row.RelativeWork is { } work ? [work.ToString("0.00", culture)] : Array.Empty<string>(),
        ];
    }
}
