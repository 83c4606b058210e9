using System.Globalization;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Ragged;

/// <summary>Times at one shape, the best of all repetitions, in milliseconds.</summary>
/// <param name="Shape">Sizes; its time is the longest length.</param>
/// <param name="Steps">Real steps of all sequences.</param>
/// <param name="Trains">True when a backward run follows.</param>
/// <param name="Ours">Ours, on the ragged batch.</param>
/// <param name="Dense">Ours, on a dense batch of as many steps.</param>
/// <param name="Packed">PyTorch's packed sequences.</param>
/// <param name="Padded">PyTorch on the batch padded to the longest.</param>
sealed record RaggedRow(BenchmarkShape Shape, int Steps, bool Trains, double Ours, double Dense, double Packed, double Padded)
{
    /// <summary>The lines above all rows.</summary>
    public const string Header = """
        | B,T,I,H | real steps | ours ms | of dense | PyTorch packed ms | × | padded ms | × | packed over padded |
        |---|---:|---:|---:|---:|---:|---:|---:|---:|

        """;

    /// <summary>A line of the table.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {(Trains ? "train" : "infer")} {Shape} | {Steps:#,0} | {Ours:0.00} | {Ours / Dense:0.00} | {Packed:0.00} | {Packed / Ours:0.00} | {Padded:0.00} | {Padded / Ours:0.00} | {Packed / Padded:0.00} |\n");
}
