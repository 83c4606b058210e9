using System.Diagnostics;
using RnnModular.AdBench;
using RnnModular.Cli.Benchmarks;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.AdBench;

/// <summary>What is timed.</summary>
enum AdBenchPart
{
    /// <summary>A forward run that keeps nothing, and the loss.</summary>
    Objective,

    /// <summary>A forward run that keeps what a backward run needs, and the loss.</summary>
    KeptObjective,

    /// <summary>That, and the backward run by all parameters.</summary>
    Gradient,
}

/// <summary>ADBench's objective or gradient in float32 on one thread. A run is one evaluation over the whole text.</summary>
sealed class AdBenchWorkload : IWorkload
{
    readonly AdBenchProblem _problem;
    readonly AdBenchPart _part;
    readonly RecurrentCell _cell;
    readonly CellWorkspace _workspace;
    readonly AlignedBuffer _x = new();
    readonly AlignedBuffer _state = new();
    readonly AlignedBuffer _dy = new();
    readonly SequenceLayout _layout;
    readonly MatrixView _rows;
    readonly MatrixView _start;
    readonly MatrixView _dOutput;
    readonly float[] _dParameters;

    /// <summary>The problem ready to run.</summary>
    public AdBenchWorkload(string name, AdBenchProblem problem, AdBenchPart part)
    {
        (Name, _problem, _part) = ($"{name} {part}", problem, part);
        _cell = AdBenchCell.Compile(problem.Layers, problem.Bits).Create(new CellSizes(problem.Bits, problem.Bits));
        _cell.Load(AdBenchCell.Parameters(problem, _cell));
        _workspace = _cell.CreateWorkspace();
        _dParameters = new float[_cell.ParameterCount];
        int steps = problem.Sequence.Length - 1;
        _layout = SequenceLayout.Dense(1, steps);
        _rows = _x.Matrix(steps, _cell.InputWidth);
        _dOutput = _dy.Matrix(steps, 1);
        for (int step = 0; step < steps; step++)
        {
            Narrow(problem.Sequence[step]).CopyTo(_rows[step]);
            Narrow(problem.Sequence[step + 1]).CopyTo(_rows[step][problem.Bits..]);
            _dOutput[step][0] = -1f / (problem.Bits * steps);
        }

        _start = _state.Matrix(1, _cell.StateWidth);
        foreach (CellState state in _cell.States)
        {
            int layer = state.Name[1] - '1';
            Narrow(problem.States[(2 * layer) + (state.Name[0] == 'h' ? 0 : 1)]).CopyTo(_start[0][state.Offset..]);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The objective at the last run.</summary>
    public double Objective { get; private set; }

    /// <summary>Of what the last run computed, the largest difference from what is published, relative where values are above 1.</summary>
    public double LargestError
    {
        get
        {
            IEnumerable<double> own = AdBenchCell.InPublishedOrder(_problem, _cell, _dParameters).Select(v => (double)v).Prepend(Objective);
            return _problem.Expected.Take(_part == AdBenchPart.Gradient ? int.MaxValue : 1).Zip(own, (expected, actual) => Math.Abs(expected - actual) / Math.Max(1, Math.Abs(expected))).Max();
        }
    }

    /// <inheritdoc/>
    public double Run(int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < count; run++)
        {
            MatrixView y = _workspace.Forward(_layout, _rows, _start, MatrixView.None, _part != AdBenchPart.Objective, WorkerTeam.Single);
            double sum = 0;
            for (int step = 0; step < y.Rows; step++)
            {
                sum += y[step][0];
            }

            Objective = -sum / ((double)_problem.Bits * y.Rows);
            if (_part == AdBenchPart.Gradient)
            {
                _dParameters.AsSpan().Clear();
                _workspace.Backward(_dOutput, MatrixView.None, MatrixView.None, MatrixView.None, _dParameters, WorkerTeam.Single);
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _cell.Dispose();
        _x.Dispose();
        _state.Dispose();
        _dy.Dispose();
    }

    static float[] Narrow(double[] values) => [.. values.Select(v => (float)v)];
}
