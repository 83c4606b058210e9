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
            total.Reserve(TotalRows);
            total.Clear(TotalRows);
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
        (int first, int rows) = SumsInBlocks ? PartOfBlocks(worker, workers) : Part(Layout.Rows, worker, workers);
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

    /// <summary>True when stages outside the loop add to sums.</summary>
    protected virtual bool SumsInBlocks => false;

    /// <summary>Rows of sums: one a sequence, and then one a block of packed rows if there are such.</summary>
    protected int TotalRows => Layout.Batch + (SumsInBlocks ? Blocks : 0);

    int Blocks => (Layout.Rows + RowBlock - 1) / RowBlock;

    /// <summary>A worker's packed rows in whole blocks, so that what is added to what does not depend on the number of workers.</summary>
    (int First, int Rows) PartOfBlocks(int worker, int workers)
    {
        (int block, int blocks) = Part(Blocks, worker, workers);
        int first = Math.Min(block * RowBlock, Layout.Rows);
        return (first, Math.Min((block + blocks) * RowBlock, Layout.Rows) - first);
    }

    MatrixView Zeros() => _zeros.Matrix(Layout.Rows, cell.OutputSize);
}
