using System.CommandLine;
using RnnModular.Benchmarks.Peers;
using RnnModular.Benchmarks.Peers.PyTorch;
using RnnModular.Cli;
using RnnModular.Cli.Benchmarks;
using RnnModular.Cli.Training;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.Ragged;

/// <summary><c>ragged</c>: sequences of lengths from 10 to 200, ours beside PyTorch's packed and padded ones.</summary>
sealed class RaggedCommand : Command
{
    readonly Option<string?> _shapes = new("--shapes") { Description = "batch,time,input,hidden, several with semicolons between; the time is drawn." };
    readonly Option<int> _threads = new("--threads") { Description = "Threads of every contender.", DefaultValueFactory = _ => 1 };
    readonly Option<int> _repetitions = new("--repetitions") { Description = "Repetitions, of which the best counts.", DefaultValueFactory = _ => 7 };

    readonly Option<bool> _install = new("--install") { Description = "Install Debian's python3-torch first, which needs the rights to." };

    public RaggedCommand()
        : base("ragged", "Our LSTM on sequences of lengths from 10 to 200 beside PyTorch's packed sequences and a padded batch, interleaved.")
    {
        foreach (Option option in new Option[] { _shapes, _threads, _repetitions, _install })
        {
            Options.Add(option);
        }
    }

    /// <summary>Measures and prints the table.</summary>
    public void Execute(ParseResult parse, Surroundings surroundings)
    {
        int threads = parse.GetValue(_threads);
        using PyTorchPeer torch = new(byHand: false, parse.GetValue(_install));
        using WorkerTeam team = new(threads);
        try
        {
            string version = torch.Start(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "rnn-peers")).FullName);
            ICellFactory lstm = surroundings.LoadPlugins(Path.Combine(AppContext.BaseDirectory, "plugins")).Cells.Get("lstm");
            InterleavedTimer timer = new() { Repetitions = parse.GetValue(_repetitions), Progress = surroundings.Error.WriteLine, Cancelled = surroundings.Cancelled };
            surroundings.Output.Write($"{Machine.Processor}, {DateTime.UtcNow:yyyy-MM-dd}, version {Machine.Version}; {version}\n× is PyTorch's time over ours: above 1, ours is faster.\n\n{RaggedRow.Header}");
            foreach (BenchmarkShape shape in parse.GetValue(_shapes) is { } given ? BenchmarkShape.ParseList(given) : BenchmarkShape.OfRagged)
            {
                foreach (BenchmarkMode mode in BenchmarkModes.Of("ragged"))
                {
                    surroundings.Output.Write(Measure(lstm, torch, timer, mode, shape, team).ToString());
                }
            }
        }
        catch (PeerUnavailableException error)
        {
            throw new RnnException(FailureKind.Plugin, $"The comparison stopped because PyTorch cannot be had here ({error.Message}); install it with --install, or use 'cells --mode ragged', which needs no peer.", error);
        }
    }

    static RaggedRow Measure(ICellFactory lstm, PyTorchPeer torch, InterleavedTimer timer, BenchmarkMode mode, BenchmarkShape shape, WorkerTeam team)
    {
        int[] lengths = RaggedLengths.Draw(shape.Batch, seed: 1);
        shape = shape with { Time = lengths[0] };
        SequenceLayout ragged = new(lengths);
        IWorkload[] workloads =
        [
            CellBenchmark.Open(lstm, mode, shape, ragged, team, seed: 1),
            CellBenchmark.Open(lstm, mode, shape, SequenceLayout.Dense(shape.Batch, ragged.Rows / shape.Batch), team, seed: 1),
            torch.OpenRagged(packed: true, mode.Trains, shape, lengths, team.Size),
            torch.OpenRagged(packed: false, mode.Trains, shape, lengths, team.Size),
        ];
        try
        {
            double[] best = [.. timer.Measure(workloads).Select(t => t.BestSeconds * 1e3)];
            return new RaggedRow(shape, ragged.Rows, mode.Trains, best[0], best[1], best[2], best[3]);
        }
        finally
        {
            Array.ForEach(workloads, w => w.Dispose());
        }
    }
}
