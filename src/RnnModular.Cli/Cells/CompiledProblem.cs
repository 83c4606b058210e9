using RnnModular.Numerics;

namespace RnnModular.Cli.Cells;

/// <summary>A problem solved by a compiled cell, as the batch it is.</summary>
sealed class CompiledProblem(RecurrentCell cell, CellProblem problem)
{
    readonly SequenceLayout _layout = new(problem.Lengths);

    /// <summary>Forward and backward over the whole batch.</summary>
    public ProblemResult Solve(IWorkerTeam team)
    {
        using CellWorkspace workspace = Start(out float[] parameters);
        using AlignedBuffer x = new(), dy = new(), dx = new(), initial = new(), final = new(), dFinal = new(), dInitial = new();
        MatrixView inputs = Packed(x, cell.InputWidth, problem.Inputs);
        MatrixView states = States(initial, problem.InitialStates);
        MatrixView finals = final.Matrix(_layout.Batch, cell.StateWidth);
        MatrixView y = workspace.Forward(_layout, inputs, states, finals, training: true, team);
        Dictionary<string, double[]> forward = Forward(y, finals);

        MatrixView dInputs = dx.Matrix(_layout.Rows, cell.InputWidth);
        MatrixView dStates = dInitial.Matrix(_layout.Batch, cell.StateWidth);
        var dParameters = new float[parameters.Length];
        workspace.Backward(Packed(dy, cell.OutputSize, problem.OutputWeights), States(dFinal, problem.FinalWeights), dInputs, dStates, dParameters, team);
        var gradients = cell.Parameters.ToDictionary(p => p.Name, p => Wide(dParameters.AsSpan(p.Offset, p.Length)));
        for (int row = 0; row < _layout.Batch; row++)
        {
            gradients[$"x[{row}]"] = Unpacked(dInputs, row);
            foreach (CellState state in cell.States)
            {
                gradients[$"{state.Name}[{row}]"] = Wide(dStates[row], state);
            }
        }

        return new ProblemResult(forward, gradients);
    }

    /// <summary>Forward without keeping anything for a backward run.</summary>
    public IReadOnlyDictionary<string, double[]> Infer(IWorkerTeam team)
    {
        using CellWorkspace workspace = Start(out _);
        using AlignedBuffer x = new(), initial = new(), final = new();
        MatrixView finals = final.Matrix(_layout.Batch, cell.StateWidth);
        MatrixView y = workspace.Forward(_layout, Packed(x, cell.InputWidth, problem.Inputs), States(initial, problem.InitialStates), finals, training: false, team);
        return Forward(y, finals);
    }

    /// <summary>Each sequence as a stream, step by step.</summary>
    public IReadOnlyDictionary<string, double[]> Stream()
    {
        using CellWorkspace workspace = Start(out _);
        using AlignedBuffer initial = new();
        MatrixView states = States(initial, problem.InitialStates);
        if (states.IsNone)
        {
            states = initial.Matrix(_layout.Batch, cell.StateWidth);
            for (int row = 0; row < _layout.Batch; row++)
            {
                cell.Start(states[row]);
            }
        }

        var results = new Dictionary<string, double[]>();
        for (int row = 0; row < _layout.Batch; row++)
        {
            var outputs = new List<double>();
            foreach (double[] x in problem.Inputs[row])
            {
                var y = new float[cell.OutputSize];
                workspace.Step([.. x.Select(v => (float)v)], states[row], y);
                outputs.AddRange(Wide(y));
            }

            results[$"y[{row}]"] = [.. outputs];
            foreach (CellState state in cell.States)
            {
                results[$"{state.Name}[{row}]"] = Wide(states[row], state);
            }
        }

        return results;
    }

    CellWorkspace Start(out float[] parameters)
    {
        parameters = new float[cell.ParameterCount];
        foreach (CellParameter parameter in cell.Parameters)
        {
            for (int index = 0; index < parameter.Length; index++)
            {
                parameters[parameter.Offset + index] = (float)problem.Parameters[parameter.Name][index];
            }
        }

        cell.Load(parameters);
        CellWorkspace workspace = cell.CreateWorkspace();
        workspace.Seed = problem.Seed;
        return workspace;
    }

    Dictionary<string, double[]> Forward(MatrixView y, MatrixView finals)
    {
        var forward = new Dictionary<string, double[]>();
        for (int row = 0; row < _layout.Batch; row++)
        {
            forward[$"y[{row}]"] = Unpacked(y, row);
            foreach (CellState state in cell.States)
            {
                forward[$"{state.Name}[{row}]"] = Wide(finals[row], state);
            }
        }

        return forward;
    }

    MatrixView Packed(AlignedBuffer buffer, int width, double[][][] rows)
    {
        MatrixView matrix = buffer.Matrix(_layout.Rows, width);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int step = 0; step < rows[row].Length; step++)
            {
                Narrow(rows[row][step], matrix[_layout.Offset(step) + row]);
            }
        }

        return matrix;
    }

    MatrixView States(AlignedBuffer buffer, Dictionary<string, double[]>[]? rows)
    {
        if (rows is null)
        {
            return MatrixView.None;
        }

        MatrixView matrix = buffer.Matrix(_layout.Batch, cell.StateWidth);
        for (int row = 0; row < rows.Length; row++)
        {
            foreach (CellState state in cell.States)
            {
                double[] values = rows[row][state.Name];
                for (int value = 0; value < values.Length; value++)
                {
                    matrix[row][state.IndexOf(value)] = (float)values[value];
                }
            }
        }

        return matrix;
    }

    double[] Unpacked(MatrixView matrix, int row) =>
        [.. Enumerable.Range(0, _layout.Lengths[row]).SelectMany(step => Wide(matrix[_layout.Offset(step) + row]))];

    static void Narrow(double[] values, Span<float> target)
    {
        for (int index = 0; index < values.Length; index++)
        {
            target[index] = (float)values[index];
        }
    }

    static double[] Wide(ReadOnlySpan<float> row, CellState state)
    {
        var wide = new double[state.Count];
        for (int value = 0; value < wide.Length; value++)
        {
            wide[value] = row[state.IndexOf(value)];
        }

        return wide;
    }

    static double[] Wide(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (int index = 0; index < wide.Length; index++)
        {
            wide[index] = values[index];
        }

        return wide;
    }
}
