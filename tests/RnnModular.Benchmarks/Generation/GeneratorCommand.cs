using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RnnModular.Cli;
using RnnModular.Cli.Benchmarks;
using RnnModular.Cli.Output;
using RnnModular.Cli.Training;

namespace RnnModular.Benchmarks.Generation;

/// <summary><c>generator</c>: what the source generator takes for each shipped cell, and what an edit costs in an IDE.</summary>
sealed class GeneratorCommand : Command
{
    const double Target = 30;

    readonly Option<int> _repetitions = new("--repetitions") { Description = "Repetitions whose median counts.", DefaultValueFactory = _ => 7 };
    readonly Option<bool> _json = new("--json") { Description = "One object on standard output." };

    public GeneratorCommand()
        : base("generator", "Milliseconds of the source generator a cell, first and warm, and of edits.")
    {
        Options.Add(_repetitions);
        Options.Add(_json);
    }

    /// <summary>Measures and prints.</summary>
    public void Execute(ParseResult parse, Surroundings surroundings)
    {
        IReadOnlyList<CellFile> cells = ShippedCells.Read();
        int repetitions = parse.GetValue(_repetitions);

        // Before anything else of the generator or Roslyn has run in this process: the JIT's time is in it, as in a build of one cell.
        CellFile first = cells.FirstOrDefault(c => c.Name == "LstmCell") ?? cells[0];
        GenerationRun cold = new CellProject([first]).Run();

        surroundings.Error.WriteLine($"warm-up: {cells.Count} cells");
        foreach (CellFile cell in cells.Concat(cells))
        {
            new CellProject([cell]).Run();
        }

        var runs = new List<GenerationRun>[cells.Count];
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            surroundings.Error.WriteLine($"repetition {repetition + 1} of {repetitions}");
            for (int index = 0; index < cells.Count; index++)
            {
                surroundings.Cancelled.ThrowIfCancellationRequested();
                (runs[index] ??= []).Add(new CellProject([cells[index]]).Run());
            }
        }

        CellTime[] times = [.. cells.Select((c, i) => new CellTime(c.Name, Median(runs[i], r => r.Milliseconds), runs[i].Min(r => r.Milliseconds), Median(runs[i], r => r.OfGenerators), runs[i][0].Characters))];
        EditTimes edits = EditTimes.Measure(cells, first, repetitions);
        if (parse.GetValue(_json))
        {
            surroundings.Output.WriteLine(Json(first, cold, times, edits).ToJsonString(JsonText.OneLine));
        }
        else
        {
            Write(surroundings.Output, first, cold, times, edits, repetitions);
        }
    }

    static void Write(TextWriter output, CellFile first, GenerationRun cold, CellTime[] times, EditTimes edits, int repetitions)
    {
        CellTime[] slowest = [.. times.OrderByDescending(t => t.Milliseconds)];
        string[] lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Machine.Processor}, {DateTime.UtcNow:yyyy-MM-dd}, version {Machine.Version}; milliseconds, medians of {repetitions}, each with a new driver.\n"),
            "| cell | whole run | lowest | of it the generator | characters |\n|---|---:|---:|---:|---:|",
            .. slowest.Select(t => string.Create(CultureInfo.InvariantCulture, $"| {t.Cell} | {t.Milliseconds:0.0} | {t.Lowest:0.0} | {t.OfGenerators:0.0} | {t.Characters:#,0} |")),
            "",
            string.Create(CultureInfo.InvariantCulture, $"{times.Length} cells: median {InterleavedTimer.Median(times.Select(t => t.Milliseconds)):0.0} ms, slowest {slowest[0].Milliseconds:0.0} ms ({slowest[0].Cell}); {Above(times)} of {times.Length} above {Target} ms. Lowest of each cell's runs: at most {times.Max(t => t.Lowest):0.0} ms."),
            string.Create(CultureInfo.InvariantCulture, $"First generation of the process ({first.Name}): {cold.Milliseconds:0} ms."),
            edits.ToString(),
        ];
        output.WriteLine(string.Join('\n', lines));
    }

    static JsonObject Json(CellFile first, GenerationRun cold, CellTime[] times, EditTimes edits) => new()
    {
        ["environment"] = Machine.ToJson(),
        ["targetMilliseconds"] = Target,
        ["aboveTarget"] = Above(times),
        ["medianMilliseconds"] = InterleavedTimer.Median(times.Select(t => t.Milliseconds)),
        ["first"] = new JsonObject { ["cell"] = first.Name, ["milliseconds"] = cold.Milliseconds },
        ["edits"] = edits.ToJson(),
        ["cells"] = new JsonArray([.. times.Select(t => (JsonNode?)new JsonObject { ["cell"] = t.Cell, ["milliseconds"] = t.Milliseconds, ["lowest"] = t.Lowest, ["ofGenerators"] = t.OfGenerators, ["characters"] = t.Characters })]),
    };

    static int Above(CellTime[] times) => times.Count(t => t.Milliseconds > Target);

    static double Median(List<GenerationRun> runs, Func<GenerationRun, double> value) => InterleavedTimer.Median(runs.Select(value));

    /// <param name="Cell">The file's name.</param>
    /// <param name="Milliseconds">Median of the driver's whole run, in which Roslyn also parses what was generated.</param>
    /// <param name="Lowest">Its fastest run: what the work takes when the machine does nothing else.</param>
    /// <param name="OfGenerators">Median of the generator's own part.</param>
    /// <param name="Characters">Characters of C# generated.</param>
    sealed record CellTime(string Cell, double Milliseconds, double Lowest, double OfGenerators, long Characters);
}
