using System.Text.Json.Nodes;
using RnnModular.Cli.Output;

namespace RnnModular.Cli.Benchmarks;

/// <summary>One line of the result.</summary>
/// <param name="Cell">The cell's id.</param>
/// <param name="Mode">What was run.</param>
/// <param name="Shape">Sizes; of a ragged batch the time is the longest length.</param>
/// <param name="Threads">Threads allowed.</param>
/// <param name="Milliseconds">Median of one run: one batch, or one step.</param>
/// <param name="Gflops">Operations of the matrix products a nanosecond.</param>
/// <param name="PeakFraction">Of what as many threads can do at most.</param>
/// <param name="BytesAllocated">Managed bytes of one run after warm-up.</param>
/// <param name="DenseRatio">Of a ragged batch: its time over that of a dense batch of as many steps; best repetitions.</param>
/// <param name="RelativeRate">Its GFLOP/s over those of the reference cell, when there is one; best repetitions.</param>
/// <param name="RelativeWork">The same for all work its equations ask for, not only products; see <see cref="WorkEstimate"/>.</param>
/// <param name="Weights">How its products held the weights.</param>
/// <param name="Loss">What narrow weights cost in accuracy.</param>
sealed record BenchmarkRow(
    string Cell,
    BenchmarkMode Mode,
    BenchmarkShape Shape,
    int Threads,
    double Milliseconds,
    double Gflops,
    double PeakFraction,
    long BytesAllocated,
    double? DenseRatio = null,
    double? RelativeRate = null,
    double? RelativeWork = null,
    WeightFormat Weights = WeightFormat.Float32,
    AccuracyLoss? Loss = null)
{
    /// <summary>The line for programs; times and rates keep six significant digits.</summary>
    public JsonObject ToJson() => new()
    {
        ["cell"] = Cell,
        ["mode"] = Mode.Name,
        ["batch"] = Shape.Batch,
        ["time"] = Shape.Time,
        ["input"] = Shape.Input,
        ["hidden"] = Shape.Hidden,
        ["threads"] = Threads,
        ["ms"] = Short(Milliseconds),
        ["gflops"] = Short(Gflops),
        ["peakFraction"] = Short(PeakFraction),
        ["bytesAllocated"] = BytesAllocated,
        ["denseRatio"] = DenseRatio is { } ratio ? Short(ratio) : null,
        ["relativeRate"] = RelativeRate is { } rate ? Short(rate) : null,
        ["relativeWork"] = RelativeWork is { } work ? Short(work) : null,
        ["weights"] = Weights.Name,
        ["largestLoss"] = Loss is { } largest ? Short(largest.Largest) : null,
        ["rmsLoss"] = Loss is { } rms ? Short(rms.Rms) : null,
    };

    static JsonNode? Short(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return JsonText.Number(value);
        }

        int decimals = Math.Clamp(5 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15);
        return JsonText.Number(Math.Round(value, decimals));
    }
}
