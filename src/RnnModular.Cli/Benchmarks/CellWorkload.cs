using System.Diagnostics;
using RnnModular.Numerics;

namespace RnnModular.Cli.Benchmarks;

/// <summary>A cell at work. A run in a mode over batches is one batch; a run in the mode of steps is one step.</summary>
sealed class CellWorkload(string name, CellSubject subject, BenchmarkMode mode, IWorkerTeam team) : IWorkload
{
    readonly AlignedBuffer _state = StartOf(subject.Cell);
    readonly float[] _y = new float[subject.Cell.OutputSize];

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The cell.</summary>
    public RecurrentCell Cell => subject.Cell;

    /// <summary>How its products hold the weights.</summary>
    public WeightFormat Weights => subject.Workspace.Weights;

    /// <summary>Operations of one run.</summary>
    public double Flops => FlopCount.Of(subject.Cell.Parameters, subject.Layout.Rows, mode.Trains);

    /// <summary>Steps of the longest sequence.</summary>
    public int Steps => subject.Layout.Steps;

    /// <inheritdoc/>
    public double Run(int count)
    {
        long start = Stopwatch.GetTimestamp();
        if (mode.IsStep)
        {
            Step(count);
        }
        else
        {
            RunBatches(count);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        subject.Dispose();
        _state.Dispose();
    }

    static AlignedBuffer StartOf(RecurrentCell cell)
    {
        AlignedBuffer state = new(cell.StateWidth);
        cell.Start(state.Span);
        return state;
    }

    void Step(int count)
    {
        ReadOnlySpan<float> x = subject.X[0];
        Span<float> state = _state.Span;
        for (int run = 0; run < count; run++)
        {
            subject.Workspace.Step(x, state, _y);
        }
    }

    void RunBatches(int count)
    {
        CellWorkspace workspace = subject.Workspace;
        for (int run = 0; run < count; run++)
        {
            workspace.Forward(subject.Layout, subject.X, MatrixView.None, MatrixView.None, mode.Trains, team);
            if (mode.Trains)
            {
                workspace.Backward(subject.Dy, MatrixView.None, subject.Dx, MatrixView.None, subject.Gradients, team);
            }
        }
    }
}
