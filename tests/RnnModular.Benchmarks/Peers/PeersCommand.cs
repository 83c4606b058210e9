using System.CommandLine;
using System.Globalization;
using RnnModular.Benchmarks.Peers.OneDnn;
using RnnModular.Benchmarks.Peers.OnnxRuntime;
using RnnModular.Benchmarks.Peers.PyTorch;
using RnnModular.Cli;
using RnnModular.Cli.Benchmarks;
using RnnModular.Cli.Training;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.Peers;

/// <summary><c>peers</c>: our LSTM beside what a user would take instead, in one run.</summary>
sealed class PeersCommand : Command
{
    readonly Option<string[]> _modes = new("--mode") { Description = "infer, train or step; may be repeated. [default: all]", AllowMultipleArgumentsPerToken = true };
    readonly Option<string?> _shapes = new("--shapes") { Description = "batch,time,input,hidden, several with semicolons between." };
    readonly Option<int> _threads = new("--threads") { Description = "Threads of every contender.", DefaultValueFactory = _ => 1 };
    readonly Option<int> _repetitions = new("--repetitions") { Description = "Repetitions whose median counts.", DefaultValueFactory = _ => 7 };
    readonly Option<string[]> _without = new("--without") { Description = "Peers to leave out; may be repeated.", AllowMultipleArgumentsPerToken = true };

    readonly Option<bool> _install = new("--install") { Description = "Install Debian's python3-torch first, which needs the rights to; the other peers are put into a temporary folder in any case." };

    public PeersCommand()
        : base("peers", "Our LSTM beside PyTorch, oneDNN and ONNX Runtime on the same shapes, interleaved.")
    {
        _modes.AcceptOnlyFromAmong("infer", "train", "step");
        foreach (Option option in new Option[] { _modes, _shapes, _threads, _repetitions, _without, _install })
        {
            Options.Add(option);
        }
    }

    /// <summary>Measures and prints the table.</summary>
    public void Execute(ParseResult parse, Surroundings surroundings)
    {
        string[] without = parse.GetValue(_without) ?? [];
        string? shapes = parse.GetValue(_shapes);
        IReadOnlyList<BenchmarkShape>? given = shapes is null ? null : BenchmarkShape.ParseList(shapes);
        int threads = parse.GetValue(_threads);
        Action<string> say = surroundings.Error.WriteLine;
        bool install = parse.GetValue(_install);
        List<IPeer> peers = [.. new IPeer[] { new OnnxRuntimePeer(), new OneDnnPeer(), new PyTorchPeer(byHand: false, install), new PyTorchPeer(byHand: true, install) }.Where(p => !without.Contains(p.Name))];
        try
        {
            IReadOnlyList<string> notes = Start(peers, say);
            PluginSet plugins = surroundings.LoadPlugins(Path.Combine(AppContext.BaseDirectory, "plugins"));
            InterleavedTimer timer = new() { Repetitions = parse.GetValue(_repetitions), Progress = say, Cancelled = surroundings.Cancelled };
            Contest contest = new(plugins.Cells.Get("lstm"), peers, timer, threads);
            using WorkerTeam team = new(threads);
            MachineLimits limits = MachineLimits.Measure(team);
            List<ContestRow> rows = [];
            foreach (string mode in parse.GetValue(_modes) is { Length: > 0 } some ? some : ["infer", "train", "step"])
            {
                BenchmarkMode each = BenchmarkModes.Of(mode)[0];
                rows.AddRange(contest.Run(each, given is null ? BenchmarkShape.DefaultsOf(each) : [.. given.Select(s => each == BenchmarkMode.Step ? s with { Batch = 1, Time = 1 } : s)]));
            }

            surroundings.Output.Write(string.Create(CultureInfo.InvariantCulture, $"{Machine.Processor}, {limits.Describe()}, {DateTime.UtcNow:yyyy-MM-dd}, version {Machine.Version}\n"));
            surroundings.Output.Write(string.Concat(notes.Select(n => n + "\n")) + "× is the peer's time over ours: above 1, ours is faster.\n\n");
            surroundings.Output.Write(ContestTable.Write(rows));
        }
        catch (PeerUnavailableException error)
        {
            throw new RnnException(FailureKind.Plugin, $"The comparison stopped because a peer failed while it was measured ({error.Message}); leave it out with --without.", error);
        }
        finally
        {
            peers.ForEach(p => p.Dispose());
        }
    }

    // Keeps those that start; the others become a line.
    static IReadOnlyList<string> Start(List<IPeer> peers, Action<string> say)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "rnn-peers")).FullName;
        List<string> notes = [];
        foreach (IPeer peer in peers.ToArray())
        {
            say($"starting {peer.Name}");
            try
            {
                notes.Add($"{peer.Name}: {peer.Start(folder)}");
            }
            catch (PeerUnavailableException error)
            {
                notes.Add($"{peer.Name}: not available: {error.Message}");
                peers.Remove(peer);
                peer.Dispose();
            }

            say(notes[^1]);
        }

        return notes;
    }
}
