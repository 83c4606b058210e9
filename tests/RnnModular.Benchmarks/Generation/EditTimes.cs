using System.Globalization;
using System.Text.Json.Nodes;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Generation;

/// <summary>What edits cost in one project of all cells, whose generator has run before.</summary>
/// <param name="Cells">Number of cells.</param>
/// <param name="Whole">Milliseconds of the run over all cells, warm.</param>
/// <param name="Unrelated">Median milliseconds after an edit to a file without cells.</param>
/// <param name="UnrelatedRun">One such run.</param>
/// <param name="Spec">Median milliseconds after an edit to one spec.</param>
/// <param name="SpecRun">One such run.</param>
sealed record EditTimes(int Cells, double Whole, double Unrelated, GenerationRun UnrelatedRun, double Spec, GenerationRun SpecRun)
{
    /// <summary>Measures them.</summary>
    public static EditTimes Measure(IReadOnlyList<CellFile> cells, CellFile edited, int repetitions)
    {
        CellProject project = new(cells);
        double whole = project.Run().Milliseconds;
        List<GenerationRun> unrelated = [];
        List<GenerationRun> spec = [];
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            project.PutSource("Other.cs", string.Create(CultureInfo.InvariantCulture, $"class Other {{ int _field{repetition}; }}"));
            unrelated.Add(project.Run());
            project.Put(repetition % 2 == 0 ? edited.Edited() : edited);
            spec.Add(project.Run());
        }

        return new EditTimes(cells.Count, whole, Median(unrelated), Worst(unrelated), Median(spec), Worst(spec));
    }

    /// <summary>For machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["allMilliseconds"] = Whole,
        ["unrelated"] = new JsonObject { ["milliseconds"] = Unrelated, ["changedSteps"] = UnrelatedRun.ChangedSteps, ["steps"] = UnrelatedRun.Steps, ["compiledCells"] = UnrelatedRun.ComputedCells },
        ["oneSpec"] = new JsonObject { ["milliseconds"] = Spec, ["changedSteps"] = SpecRun.ChangedSteps, ["steps"] = SpecRun.Steps, ["compiledCells"] = SpecRun.ComputedCells },
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        All {Cells} cells in one project: {Whole:0} ms.
        An edit to another file: {Unrelated:0.00} ms; {UnrelatedRun.ChangedSteps} of {UnrelatedRun.Steps} steps changed, {UnrelatedRun.ComputedCells} cells compiled.
        An edit to one spec: {Spec:0.0} ms; {SpecRun.ChangedSteps} of {SpecRun.Steps} steps changed, {SpecRun.ComputedCells} of {Cells} cells compiled.
        """);

    static double Median(List<GenerationRun> runs) => InterleavedTimer.Median(runs.Select(r => r.Milliseconds));

    static GenerationRun Worst(List<GenerationRun> runs) => runs.MaxBy(r => (r.ComputedCells, r.ChangedSteps))!;
}
