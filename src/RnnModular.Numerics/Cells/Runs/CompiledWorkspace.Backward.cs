namespace RnnModular.Numerics;

/// <summary>The backward run.</summary>
public abstract unsafe partial class CompiledWorkspace
{
    readonly AlignedBuffer _zeros = new();
    Action<int, int>? _backward;
    Action<int, int>? _backwardBefore;
    Action<int, int>? _backwardAfter;
    ParameterSums? _sums;

    /// <inheritdoc/>
    public override void Backward(MatrixView dy, MatrixView dFinalState, MatrixView dx, MatrixView dInitialState, Span<float> dParameters, IWorkerTeam team)
    {
        RequireTrainable(true);
        if (!_hasSaved)
        {
            throw new InvalidOperationException("Backward needs a training Forward before it: one with training = true.");
        }

        if (!dy.IsNone)
        {
            Require(dy, Layout.Rows, cell.OutputSize, nameof(dy));
        }

        if (!dx.IsNone)
        {
            RequireInputs(dx, Layout.Rows, nameof(dx));
        }

        RequireStates(dFinalState, Layout, nameof(dFinalState));
        RequireStates(dInitialState, Layout, nameof(dInitialState));
        _team = team;
        SetInputGradients(dx);
        Dy = dy.IsNone ? Zeros() : dy;
        foreach (RowStore gradient in _gradients)
        {
            gradient.Reserve(Layout.Rows);
        }

        foreach (RowStore total in _totals)
        {
            total.Reserve(Layout.Batch);
            total.Clear(Layout.Batch);
        }

        _wantsStart = _fromStart || !dInitialState.IsNone;
        foreach (CarriedGradient carried in _carried)
        {
            carried.Start(Layout.Batch, dFinalState);
        }

        Run(_backward ??= BackwardPass, Cut(2 * LoopWork, PackedWork));
        if (!dInitialState.IsNone)
        {
            foreach (CarriedGradient carried in _carried)
            {
                carried.Finish(dInitialState);
            }
        }

        GivePastGradients(dFinalState, dInitialState);

        _sums ??= new ParameterSums(cell);
        fixed (float* gradients = dParameters)
        {
            _sums.Start(gradients, dParameters.Length, team);
            SumGradients(_sums);
            _sums.Finish();
        }

        AddStartGradients(dParameters);
    }

    void BackwardPass(int worker, int workers)
    {
        (int first, int rows) = Part(Layout.Rows, worker, workers);
        InBlocks(_backwardBefore ??= BackwardBefore, first, rows);
        Meet(workers);
        (int row, int end) = _cut.Rows(worker);
        Share share = _cut.Lanes(worker, _team);
        for (int atOnce = SequencesAtOnce(end - row); row < end; row += atOnce)
        {
            BackwardLoop(row, Math.Min(end, row + atOnce), share);
        }

        Meet(workers);
        InBlocks(_backwardAfter ??= BackwardAfter, first, rows);
        GiveInputGradients(first, rows);
    }

    /// <summary>All steps of sequences [row, end), from the last to the first.</summary>
    void BackwardLoop(int row, int end, Share share)
    {
        for (int step = Layout.Steps - 1, steps; step >= 0; step -= steps)
        {
            steps = StepsAlikeBack(step);
            int alive = Math.Min(end, Layout.Alive(step));
            if (alive > row)
            {
                BackwardSteps(step, steps, row, alive - row, share);
            }
        }
    }

    MatrixView Zeros() => _zeros.Matrix(Layout.Rows, cell.OutputSize);
}
