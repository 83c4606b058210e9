using System.Globalization;
using System.Text.Json.Nodes;

namespace RnnModular.Cli.Benchmarks;

/// <summary>What the machine itself can do, measured in this process with as many threads as the benchmark uses.</summary>
/// <param name="Threads">Threads at work.</param>
/// <param name="PeakGflops">Multiply-adds in registers, two operations each, of all threads together.</param>
/// <param name="L2GBs">Reading 512 KiB a thread, in GB/s of all threads together.</param>
/// <param name="L3GBs">Reading 6 MiB a thread.</param>
/// <param name="MemoryGBs">Reading 128 MiB a thread.</param>
/// <param name="FunctionsPerNanosecond">Values of the vector sigmoid a nanosecond, on one thread.</param>
sealed record MachineLimits(int Threads, double PeakGflops, double L2GBs, double L3GBs, double MemoryGBs, double FunctionsPerNanosecond)
{
    /// <summary>Measures; takes a second or two.</summary>
    public static MachineLimits Measure(IWorkerTeam team) => new(
        team.Size,
        FmaPeak.Measure(team),
        ReadBandwidth.Measure(team, 512 << 10),
        ReadBandwidth.Measure(team, 6 << 20),
        ReadBandwidth.Measure(team, 128 << 20),
        FunctionRate.Measure());

    /// <summary>One line for people.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Threads} thread{(Threads == 1 ? "" : "s")}: FMA peak {PeakGflops:0} GFLOP/s; reads L2 {L2GBs:0}, L3 {L3GBs:0}, memory {MemoryGBs:0} GB/s; {FunctionsPerNanosecond:0.0} functions a nanosecond");

    /// <summary>The fields <c>threads</c>, <c>peakGflops</c>, <c>l2GBs</c>, <c>l3GBs</c>, <c>memoryGBs</c>, <c>functionsPerNanosecond</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["threads"] = Threads,
        ["peakGflops"] = Math.Round(PeakGflops, 2),
        ["l2GBs"] = Math.Round(L2GBs, 2),
        ["l3GBs"] = Math.Round(L3GBs, 2),
        ["memoryGBs"] = Math.Round(MemoryGBs, 2),
        ["functionsPerNanosecond"] = Math.Round(FunctionsPerNanosecond, 2),
    };
}
