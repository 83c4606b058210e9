using System.CommandLine;
using System.Globalization;
using RnnModular.Benchmarks.Peers;
using RnnModular.Benchmarks.Peers.RtNeural;
using RnnModular.Cli;
using RnnModular.Cli.Benchmarks;
using RnnModular.Cli.Training;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.Steps;

/// <summary><c>steps</c>: one step of one stream at RTNeural's sizes, through the general stages and emitted for the size, beside RTNeural.</summary>
sealed class StepsCommand : Command
{
    static readonly (string Cell, BenchmarkShape Shape)[] s_subjects =
    [
        .. new[] { "lstm", "gru" }.SelectMany(cell => new[] { (4, 4), (16, 16), (1, 24), (64, 64) }.Select(s => (cell, new BenchmarkShape(1, 1, s.Item1, s.Item2)))),
        ("layer-norm-lstm-pytorch", new(1, 1, 16, 16)),
        ("min-gru", new(1, 1, 16, 16)),
        ("lstm", new(1, 1, 256, 256)),
    ];

    readonly Option<string?> _checkout = new("--rtneural") { Description = "A checkout of jatinchowdhury18/RTNeural with its submodules, to be built and measured side by side.", HelpName = "folder" };
    readonly Option<int> _repetitions = new("--repetitions") { Description = "Bursts of each, in turn; the lowest counts.", DefaultValueFactory = _ => 31 };

    public StepsCommand()
        : base("steps", "Nanoseconds of one streaming step, general and at its size, beside RTNeural.")
    {
        Options.Add(_checkout);
        Options.Add(_repetitions);
    }

    /// <summary>Measures and prints the table.</summary>
    public void Execute(ParseResult parse, Surroundings surroundings)
    {
        Action<string> say = surroundings.Error.WriteLine;
        string? checkout = parse.GetValue(_checkout);
        List<RtNeuralPeer> peers = checkout is null ? [] : Start(Path.GetFullPath(checkout), say);
        List<(int Subject, string Who, IWorkload Workload)> runs = [];
        try
        {
            PluginSet plugins = surroundings.LoadPlugins(Path.Combine(AppContext.BaseDirectory, "plugins"));
            for (int subject = 0; subject < s_subjects.Length; subject++)
            {
                (string cell, BenchmarkShape shape) = s_subjects[subject];
                foreach (BenchmarkMode mode in new[] { BenchmarkMode.Step, BenchmarkMode.FixedStep })
                {
                    runs.Add((subject, mode.Name, CellBenchmark.Open(plugins.Cells.Get(cell), mode, shape, SequenceLayout.Dense(1, 1), WorkerTeam.Single, 1)));
                }

                if (cell is "lstm" or "gru" && shape.Hidden <= 64)
                {
                    runs.AddRange(peers.Select(p => (subject, p.Name, p.Open(cell, shape))));
                }
            }

            InterleavedTimer timer = new() { Repetitions = parse.GetValue(_repetitions), Progress = say, Cancelled = surroundings.Cancelled };
            IReadOnlyList<Timing> timings = timer.Measure([.. runs.Select(r => r.Workload)]);
            surroundings.Output.Write(string.Create(CultureInfo.InvariantCulture, $"{Machine.Processor}, {DateTime.UtcNow:yyyy-MM-dd}, version {Machine.Version}; nanoseconds a step, lowest of {timer.Repetitions} interleaved bursts.\nRecorded: {RecordedSteps.Source}.\n\n"));
            surroundings.Output.Write(StepsTable.Write(s_subjects, [.. runs.Select((r, index) => (r.Subject, r.Who, timings[index]))]));
        }
        finally
        {
            runs.ForEach(r => r.Workload.Dispose());
            peers.ForEach(p => p.Dispose());
        }
    }

    static List<RtNeuralPeer> Start(string checkout, Action<string> say)
    {
        List<RtNeuralPeer> started = [];
        foreach (RtNeuralPeer peer in RtNeuralPeer.All(checkout))
        {
            try
            {
                say($"building RTNeural: {peer.Name}");
                peer.Start();
                started.Add(peer);
            }
            catch (PeerUnavailableException error)
            {
                say($"RTNeural with {peer.Name} is not available: {error.Message}");
                peer.Dispose();
            }
        }

        return started;
    }
}
