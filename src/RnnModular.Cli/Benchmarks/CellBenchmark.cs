using RnnModular.Cli.Cells.Compilation;
using RnnModular.Numerics;

namespace RnnModular.Cli.Benchmarks;

/// <summary>Measures the machine, then cells on it: all cells and shapes of a mode side by side, or each beside a reference.</summary>
sealed class CellBenchmark(BenchmarkPlan plan, Action<string> progress, CancellationToken cancelled)
{
    readonly InterleavedTimer _timer = new() { Repetitions = plan.Repetitions, Progress = progress, Cancelled = cancelled };

    /// <summary>Measures everything in the plan.</summary>
    /// <exception cref="RnnException">A cell cannot be made in a size.</exception>
    /// <exception cref="OperationCanceledException">The person has had enough.</exception>
    public BenchmarkReport Run()
    {
        using WorkerTeam team = new(plan.Threads);
        progress("measuring the machine");
        MachineLimits limits = MachineLimits.Measure(team);
        progress(limits.Describe());
        var rows = new List<BenchmarkRow>();
        foreach (BenchmarkMode mode in plan.Modes)
        {
            progress(mode.Name);
            rows.AddRange(plan.Reference is { } reference ? Compare(mode, reference, limits, team) : Measure(mode, limits, team));
        }

        return new BenchmarkReport(limits, rows);
    }

    /// <summary>One cell ready to be timed.</summary>
    /// <exception cref="RnnException">The cell cannot be made in this size.</exception>
    public static CellWorkload Open(ICellFactory factory, BenchmarkMode mode, BenchmarkShape shape, SequenceLayout layout, IWorkerTeam team, ulong seed, WeightFormat weights = WeightFormat.Float32)
    {
        string id = factory.Descriptor.Id;
        try
        {
            CellSizes sizes = new(shape.Input, shape.Hidden);
            factory = mode == BenchmarkMode.FixedStep ? SizedCells.Compile(factory, sizes, _ => { }) : factory;
            CellSubject subject = new(factory, sizes, layout, mode.Trains, seed, cell => cell.CreateWorkspace(weights));
            return new CellWorkload($"{id} {mode.Name} {shape}{(weights == WeightFormat.Float32 ? "" : " " + weights.Name)}", subject, mode, team);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new RnnException(FailureKind.Usage, $"The cell '{id}' cannot be measured at {shape} because its spec does not allow these sizes; give others with --shapes.", error);
        }
    }

    // In pairs, each closed before the next: the saved values of all cells at once could be more than the machine holds.
    IEnumerable<BenchmarkRow> Compare(BenchmarkMode mode, ICellFactory reference, MachineLimits limits, WorkerTeam team)
    {
        foreach (BenchmarkShape shape in plan.ShapesOf(mode))
        {
            SequenceLayout layout = LayoutsOf(mode, shape).First();
            double Estimate(ICellFactory of) => WorkEstimate.Seconds(of, shape, layout, mode.Trains, limits);
            foreach (ICellFactory factory in plan.Cells)
            {
                using CellWorkload beside = Open(reference, mode, shape, layout, team, plan.Seed);
                using CellWorkload workload = Open(factory, mode, shape, layout, team, plan.Seed);
                IReadOnlyList<Timing> timings = _timer.Measure([beside, workload]);

                // The best repetitions: whatever else the machine does only adds to the others.
                double faster = timings[0].BestSeconds / timings[1].BestSeconds;
                double work = Estimate(factory) / Estimate(reference);
                yield return ToRow(mode, factory, shape, workload, timings[1], null, limits) with
                {
                    RelativeRate = faster * workload.Flops / beside.Flops,
                    RelativeWork = faster * work,
                };
            }
        }
    }

    List<BenchmarkRow> Measure(BenchmarkMode mode, MachineLimits limits, WorkerTeam team)
    {
        var workloads = new List<CellWorkload>();
        try
        {
            List<(ICellFactory Factory, BenchmarkShape Shape, WeightFormat Weights)> subjects =
                [.. plan.Cells.SelectMany(f => plan.ShapesOf(mode).SelectMany(s => plan.WeightsOf(mode).Select(w => (f, s, w))))];
            if (subjects.Count == 0)
            {
                return [];
            }

            foreach ((ICellFactory factory, BenchmarkShape shape, WeightFormat weights) in subjects)
            {
                foreach (SequenceLayout layout in LayoutsOf(mode, shape))
                {
                    workloads.Add(Open(factory, mode, shape, layout, team, plan.Seed, weights));
                }
            }

            IReadOnlyList<Timing> timings = _timer.Measure(workloads);
            int each = workloads.Count / subjects.Count;
            return [.. subjects.Select((s, index) => ToRow(mode, s.Factory, s.Shape, workloads[index * each], timings[index * each], each > 1 ? timings[index * each + 1] : null, limits))];
        }
        finally
        {
            workloads.ForEach(w => w.Dispose());
        }
    }

    // A ragged batch is followed by the dense one it is held against.
    IEnumerable<SequenceLayout> LayoutsOf(BenchmarkMode mode, BenchmarkShape shape)
    {
        if (!mode.IsRagged)
        {
            yield return mode.IsStep ? SequenceLayout.Dense(1, 1) : SequenceLayout.Dense(shape.Batch, shape.Time);
            yield break;
        }

        SequenceLayout ragged = new(RaggedLengths.Draw(shape.Batch, plan.Seed));
        yield return ragged;
        yield return SequenceLayout.Dense(shape.Batch, ragged.Rows / shape.Batch);
    }

    BenchmarkRow ToRow(BenchmarkMode mode, ICellFactory factory, BenchmarkShape shape, CellWorkload workload, Timing timing, Timing? dense, MachineLimits limits)
    {
        double gflops = workload.Flops / timing.MedianSeconds / 1e9;
        int threads = mode.IsStep ? 1 : limits.Threads;
        double peak = limits.PeakGflops * threads / limits.Threads;
        BenchmarkShape real = mode.IsStep ? shape with { Batch = 1, Time = 1 } : shape with { Time = workload.Steps };
        return new BenchmarkRow(factory.Descriptor.Id, mode, real, threads, timing.MedianSeconds * 1e3, gflops, gflops / peak, timing.BytesAllocated, timing.BestSeconds / dense?.BestSeconds)
        {
            Weights = workload.Weights,
            Loss = workload.Weights == WeightFormat.Float32 ? null : AccuracyLoss.Measure(workload.Cell, workload.Weights, plan.Seed),
        };
    }
}
