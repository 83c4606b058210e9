using System.Globalization;
using System.Text.Json.Nodes;
using RnnModular.Cli.Cells;
using RnnModular.Cli.Output;

namespace RnnModular.Cli.Commands;

/// <summary>Shows what a check of cells found.</summary>
sealed class CellCheckReport(Invocation invocation)
{
    static readonly string[] _columns = ["cell", "engine", "forward error", "gradient error", ""];

    /// <summary>Shows one cell's.</summary>
    public void Write(CellCheckResult result)
    {
        if (invocation.Json)
        {
            invocation.Print(ToJson(result));
            return;
        }

        WriteTable([result]);
        invocation.Surroundings.Output.WriteLine($"{result.Cell}: {Count(result.Parameters)} parameters, {(result.States.Count == 1 ? "state" : "states")} {string.Join(", ", result.States)}; {Verdict(result.Passed)}.");
    }

    /// <summary>Shows those of every cell.</summary>
    public void Write(IReadOnlyList<CellCheckResult> results)
    {
        bool passed = results.All(r => r.Passed);
        if (invocation.Json)
        {
            invocation.Print(new JsonObject { ["cells"] = new JsonArray([.. results.Select(r => (JsonNode?)ToJson(r))]), ["passed"] = passed });
            return;
        }

        WriteTable(results);
        string[] failed = [.. results.Where(r => !r.Passed).Select(r => r.Cell)];
        invocation.Surroundings.Output.WriteLine(failed.Length == 0
            ? $"{Count(results.Count)} cells: {Verdict(true)}."
            : $"{Count(failed.Length)} of {Count(results.Count)} cells {Verdict(false)}: {string.Join(", ", failed)}.");
    }

    /// <summary>The command's exit code.</summary>
    public static int ExitCode(bool passed) => passed ? 0 : (int)FailureKind.Plugin;

    void WriteTable(IEnumerable<CellCheckResult> results) => new ResultView(invocation).Write(_columns, results.SelectMany(Rows));

    static IEnumerable<IReadOnlyList<string>> Rows(CellCheckResult result)
    {
        foreach (EngineError engine in result.Engines)
        {
            bool passed = engine.ForwardError <= CellCheckResult.MostForwardError && engine.GradientError <= CellCheckResult.MostGradientError;
            yield return [result.Cell, engine.Engine, Error(engine.ForwardError), Error(engine.GradientError), Verdict(passed)];
        }

        yield return [result.Cell, "float64, central differences", "", Error(result.GradientCheck), Verdict(result.GradientCheck <= CellCheckResult.MostGradientCheck)];
    }

    static string Verdict(bool passed) => passed ? "passed" : "FAILED";

    static string Error(double value) => double.IsFinite(value) ? value.ToString("0.0e-00", CultureInfo.InvariantCulture) : "not finite";

    static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    static JsonObject ToJson(CellCheckResult result) => new()
    {
        ["cell"] = result.Cell,
        ["parameters"] = result.Parameters,
        ["states"] = JsonText.Texts(result.States),
        ["engines"] = new JsonArray([.. result.Engines.Select(e => (JsonNode?)new JsonObject
        {
            ["engine"] = e.Engine,
            ["forwardError"] = JsonText.Number(e.ForwardError),
            ["gradientError"] = JsonText.Number(e.GradientError),
        })]),
        ["gradientCheck"] = new JsonObject { ["relativeError"] = JsonText.Number(result.GradientCheck) },
        ["passed"] = result.Passed,
    };
}
