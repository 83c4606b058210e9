using System.CommandLine;
using RnnModular.Benchmarks.AdBench;
using RnnModular.Benchmarks.Generation;
using RnnModular.Benchmarks.Growth;
using RnnModular.Benchmarks.Peers;
using RnnModular.Benchmarks.Ragged;
using RnnModular.Benchmarks.Steps;
using RnnModular.Cli;
using RnnModular.Cli.Output;

namespace RnnModular.Benchmarks;

/// <summary>
/// The benchmarks: <c>cells</c> is the product's own verb <c>rnn bench cells</c>, <c>peers</c> sets others beside it,
/// <c>ragged</c> does so for sequences of different lengths, <c>steps</c> measures single streaming steps, <c>growth</c> lets sizes grow,
/// <c>generator</c> times the source generator, <c>adbench</c> the gradient of ADBench's LSTM.
/// </summary>
static class Program
{
    static int Main(string[] args)
    {
        using Interruption interruption = new();
        Surroundings surroundings = Surroundings.OfProcess(interruption.Requested);
        if (args is not ["peers" or "ragged" or "steps" or "growth" or "generator" or "adbench", ..])
        {
            return CommandLine.Run(["bench", .. args], surroundings);
        }

        PeersCommand peers = new();
        peers.SetAction(parse => peers.Execute(parse, surroundings));
        RaggedCommand ragged = new();
        ragged.SetAction(parse => ragged.Execute(parse, surroundings));
        StepsCommand steps = new();
        steps.SetAction(parse => steps.Execute(parse, surroundings));
        GrowthCommand growth = new();
        growth.SetAction(parse => growth.Execute(parse, surroundings));
        GeneratorCommand generator = new();
        generator.SetAction(parse => generator.Execute(parse, surroundings));
        AdBenchCommand adBench = new();
        adBench.SetAction(parse => adBench.Execute(parse, surroundings));
        try
        {
            return new RootCommand("Benchmarks.") { peers, ragged, steps, growth, generator, adBench }.Parse(args).Invoke(new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception error)
        {
            return FailureReport.Write(error, json: false, surroundings);
        }
    }
}
