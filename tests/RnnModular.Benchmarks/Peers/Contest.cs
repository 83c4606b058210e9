using RnnModular.Cli.Benchmarks;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.Peers;

/// <summary>One contender at one shape.</summary>
/// <param name="Milliseconds">Median of a run; of several ways to run it, the fastest.</param>
/// <param name="Problem">Why there is no time, if there is none.</param>
sealed record ContestTime(double? Milliseconds, string? Problem = null);

/// <summary>All contenders at one shape.</summary>
/// <param name="Mode">What was run.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Ours">Milliseconds of our LSTM.</param>
/// <param name="Peers">By the peer's name.</param>
sealed record ContestRow(BenchmarkMode Mode, BenchmarkShape Shape, double Ours, IReadOnlyDictionary<string, ContestTime> Peers);

/// <summary>Our LSTM against the peers', all contenders and shapes of a mode side by side.</summary>
sealed class Contest(ICellFactory lstm, IReadOnlyList<IPeer> peers, InterleavedTimer timer, int threads)
{
    /// <summary>Runs one mode.</summary>
    public IReadOnlyList<ContestRow> Run(BenchmarkMode mode, IReadOnlyList<BenchmarkShape> shapes)
    {
        using WorkerTeam team = new(threads);
        var workloads = new List<IWorkload>();
        try
        {
            List<Entry> entries = [.. shapes.Select(s => Enter(mode, s, team, workloads))];
            IReadOnlyList<Timing> timings = timer.Measure(workloads);
            return [.. entries.Select(e => ToRow(mode, e, timings))];
        }
        finally
        {
            workloads.ForEach(w => w.Dispose());
        }
    }

    /// <summary>Where the times of a shape will be found.</summary>
    sealed record Entry(BenchmarkShape Shape, int Ours, IReadOnlyDictionary<string, Range> Peers, IReadOnlyDictionary<string, string> Problems);

    Entry Enter(BenchmarkMode mode, BenchmarkShape shape, WorkerTeam team, List<IWorkload> workloads)
    {
        int ours = workloads.Count;
        workloads.Add(CellBenchmark.Open(lstm, mode, shape, SequenceLayout.Dense(shape.Batch, shape.Time), team, seed: 1));
        var ranges = new Dictionary<string, Range>();
        var problems = new Dictionary<string, string>();
        foreach (IPeer peer in peers.Where(p => p.Serves(mode)))
        {
            int first = workloads.Count;
            try
            {
                workloads.AddRange(peer.Open(mode, shape, mode == BenchmarkMode.Step ? 1 : threads));
                ranges[peer.Name] = first..workloads.Count;
            }
            catch (PeerUnavailableException error)
            {
                problems[peer.Name] = error.Message;
            }
        }

        return new Entry(shape, ours, ranges, problems);
    }

    static ContestRow ToRow(BenchmarkMode mode, Entry entry, IReadOnlyList<Timing> timings)
    {
        Timing[] all = [.. timings];
        Dictionary<string, ContestTime> times = [];
        foreach ((string name, Range range) in entry.Peers)
        {
            times[name] = new ContestTime(all[range].Min(t => t.MedianSeconds) * 1e3);
        }

        foreach ((string name, string problem) in entry.Problems)
        {
            times[name] = new ContestTime(null, problem);
        }

        return new ContestRow(mode, entry.Shape, all[entry.Ours].MedianSeconds * 1e3, times);
    }
}
