using System.Diagnostics;
using System.Globalization;
using RnnModular.Cli.Benchmarks;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.Growth;

/// <summary>One training pass over one very long sequence.</summary>
/// <param name="Steps">T.</param>
/// <param name="Hidden">I and H.</param>
/// <param name="Segmented">True when segments of √T steps were made again in the backward run.</param>
/// <param name="Seconds">What the pass took.</param>
/// <param name="PassBytes">What the process grew by during the pass: everything but input, gradients of input and output, and weights.</param>
/// <param name="ProcessBytes">Memory of the whole process afterwards.</param>
sealed record LongSequence(int Steps, int Hidden, bool Segmented, double Seconds, long PassBytes, long ProcessBytes)
{
    /// <summary>Runs it on one thread.</summary>
    public static LongSequence Run(ICellFactory factory, int steps, int hidden, bool segmented)
    {
        using CellSubject subject = new(
            factory,
            new CellSizes(hidden, hidden),
            SequenceLayout.Dense(1, steps),
            trains: true,
            seed: 1,
            workspace: cell => segmented ? new SegmentedWorkspace(cell) : cell.CreateWorkspace());
        subject.Dx.Clear();
        long before = Memory();
        long start = Stopwatch.GetTimestamp();
        subject.Workspace.Forward(subject.Layout, subject.X, MatrixView.None, MatrixView.None, true, WorkerTeam.Single);
        subject.Workspace.Backward(subject.Dy, MatrixView.None, subject.Dx, MatrixView.None, subject.Gradients, WorkerTeam.Single);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long after = Memory();
        return new LongSequence(steps, hidden, segmented, seconds, after - before, after);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Steps:#,0} steps, H = {Hidden}, {(Segmented ? "segments recomputed" : "everything kept")}: {Seconds:0.00} s, {PassBytes / 1048576.0:#,0} MiB for the pass ({(double)PassBytes / Steps:#,0} bytes a step), {ProcessBytes / 1048576.0:#,0} MiB of the process");

    static long Memory()
    {
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
