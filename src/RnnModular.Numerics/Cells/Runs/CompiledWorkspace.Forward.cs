namespace RnnModular.Numerics;

/// <summary>The forward run.</summary>
public abstract unsafe partial class CompiledWorkspace
{
    readonly AlignedBuffer _input = new();
    Action<int, int>? _forward;
    Action<int, int>? _forwardBefore;
    Action<int, int>? _forwardAfter;
    IWorkerTeam _team = WorkerTeam.Single;
    MatrixView _finalState;
    LoopCut _cut;
    bool _hasSaved;

    /// <inheritdoc/>
    public override MatrixView Forward(SequenceLayout layout, MatrixView x, MatrixView initialState, MatrixView finalState, bool training, IWorkerTeam team)
    {
        RequireTrainable(training);
        RequireInputs(x, layout.Rows, nameof(x));
        RequireStates(initialState, layout, nameof(initialState));
        RequireStates(finalState, layout, nameof(finalState));
        (Layout, IsTraining, _hasSaved) = (layout, training, training);
        SetInputs(x);
        (_finalState, _team) = (finalState, team);
        Reserve(initialState);
        _narrow?.Update();

        Run(_forward ??= ForwardPass, Cut(LoopWork, PackedWork));
        if (!finalState.IsNone)
        {
            FinishPastInputs(finalState);
        }

        return Output();
    }

    void Reserve(MatrixView initialState)
    {
        foreach (RowStore saved in _saved)
        {
            saved.Reserve(Layout.Rows);
        }

        foreach (RowStore scratch in _scratch)
        {
            scratch.Reserve(Layout.Batch);
        }

        initialState = StartRows(initialState);
        foreach (StateHistory history in _histories)
        {
            history.Prepare(Layout, IsTraining);
            history.Start(initialState);
        }

        TakePastInputs(initialState);
    }

    void ForwardPass(int worker, int workers)
    {
        (int first, int rows) = Part(Layout.Rows, worker, workers);
        TakeInputs(first, rows);
        InBlocks(_forwardBefore ??= ForwardBefore, first, rows);
        Meet(workers);
        (int row, int end) = _cut.Rows(worker);
        Share share = _cut.Lanes(worker, _team);
        for (int atOnce = SequencesAtOnce(end - row); row < end; row += atOnce)
        {
            ForwardLoop(row, Math.Min(end, row + atOnce), share);
        }

        Meet(workers);
        InBlocks(_forwardAfter ??= ForwardAfter, first, rows);
    }

    /// <summary>All steps of sequences [row, end).</summary>
    void ForwardLoop(int row, int end, Share share)
    {
        for (int step = 0, steps; step < Layout.Steps && row < Layout.Alive(step); step += steps)
        {
            steps = StepsAlike(step);
            int alive = Math.Min(end, Layout.Alive(step));
            ForwardSteps(step, steps, row, alive - row, share);
            FinishRows(step + steps - 1, row, alive, share);
        }
    }

    void FinishRows(int step, int row, int alive, Share share)
    {
        int next = step + 1 < Layout.Steps ? Layout.Alive(step + 1) : 0;
        if (!_finalState.IsNone && share.IsFirst && next < alive)
        {
            foreach (StateHistory history in _histories)
            {
                history.Finish(step, Math.Max(row, next), alive, _finalState);
            }
        }
    }

    void StepHere(ReadOnlySpan<float> x, Span<float> state, Span<float> y)
    {
        if (x.Length != cell.InputWidth || state.Length != cell.StateWidth || y.Length != cell.OutputSize)
        {
            RefuseStep(x.Length, state.Length, y.Length);
        }

        fixed (float* states = state)
        {
            var row = new MatrixView(states, 1, state.Length, state.Length);
            if (X.IsNone)
            {
                (Layout, IsTraining) = (OneStep, false);
                SetInputs(_input.Matrix(1, x.Length));
                Reserve(row);
                OpenStream();
            }

            _narrow?.Update();
            x.CopyTo(_inputRows[0]);
            TakeInputs(0, 1);
            foreach (StateHistory history in _histories)
            {
                history.Start(row);
            }

            TakePastInputs(row);
            StreamStep();
            foreach (StateHistory history in _histories)
            {
                history.Finish(0, 0, 1, row);
            }

            FinishPastInputs(row);

            Output()[0].CopyTo(y);
        }
    }

    static readonly SequenceLayout OneStep = SequenceLayout.Dense(1, 1);

    void RequireTrainable(bool training)
    {
        if (training && weights != WeightFormat.Float32)
        {
            throw new InvalidOperationException($"This workspace holds its weights as {weights}, which is for inference alone; train in one made with {nameof(WeightFormat.Float32)}.");
        }
    }

    void Run(Action<int, int> pass, int workers)
    {
        _pass = pass;
        _team.Run(this, workers);
    }

    void Meet(int workers)
    {
        if (workers > 1)
        {
            _team.Barrier();
        }
    }

    /// <summary>Cuts the loop, and returns how many workers are worth waking. Where the loop is one worker's, only the work outside it is shared.</summary>
    int Cut(long loopWork, long packedWork)
    {
        int workers = WorkersFor(loopWork + packedWork);
        _cut = LoopCut.Choose(Layout, LoopWork, workers);
        return _cut.IsWhole ? Math.Min(workers, WorkersFor(packedWork)) : workers;
    }

    int WorkersFor(long workPerRow)
    {
        // Waking a worker costs about as much as this many multiply-adds.
        const long Least = 200_000;
        return (int)Math.Clamp(Layout.Rows * workPerRow / Least, 1, _team.Size);
    }

    static (int First, int Rows) Part(int rows, int worker, int workers)
    {
        int first = (int)((long)rows * worker / workers);
        return (first, (int)((long)rows * (worker + 1) / workers) - first);
    }

    static void Require(MatrixView matrix, int rows, int columns, string name)
    {
        if (!Fits(matrix, rows, columns))
        {
            throw Misfit(matrix, rows, columns, "", name);
        }
    }

    static bool Fits(MatrixView matrix, int rows, int columns) =>
        matrix.Rows == rows && matrix.Columns == columns && matrix.Stride % Alignment.Floats == 0 && matrix.Address % Alignment.Bytes == 0;

    static ArgumentException Misfit(MatrixView matrix, int rows, int columns, string parts, string name) =>
        new($"{name} must be [{rows}, {columns}]{parts} with aligned rows, but is [{matrix.Rows}, {matrix.Columns}] with stride {matrix.Stride}.", name);

    void RequireStates(MatrixView states, SequenceLayout layout, string name)
    {
        if (!states.IsNone && (states.Rows != layout.Batch || states.Columns != cell.StateWidth))
        {
            throw new ArgumentException($"{name} must be [{layout.Batch}, {cell.StateWidth}], but is [{states.Rows}, {states.Columns}].", name);
        }
    }
}
