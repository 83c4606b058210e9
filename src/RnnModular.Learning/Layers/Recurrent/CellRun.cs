namespace RnnModular.Learning;

/// <summary>One run of one cell over a batch, on one tape.</summary>
sealed class CellRun(CellLayer layer) : TapeNode
{
    readonly CellWorkspace _workspace = layer.CreateWorkspace();
    Tensor _x;
    Tensor _initialState;
    Tensor _finalState;
    Tensor _y;

    public Tensor Forward(Tape tape, SequenceLayout layout, Tensor x, Tensor initialState, Tensor finalState)
    {
        if (tape.Training && layer.Cell.Masks.Count > 0)
        {
            _workspace.Seed = layer.NextMaskSeed(tape);
        }

        MatrixView y = _workspace.Forward(layout, x.Value, StateColumns(initialState.Value), StateColumns(finalState.Value), tape.Training, tape.Team);
        _x = x;
        _initialState = initialState;
        _finalState = finalState;
        _y = tape.Variable(y, layer.Name);
        tape.Record(this);
        return _y;
    }

    public override void Backward(Tape tape)
    {
        MatrixView dy = tape.GradientOf(_y);
        MatrixView dFinal = StateColumns(tape.GradientOf(_finalState));
        if (dy.IsNone && dFinal.IsNone)
        {
            return;
        }

        // The cell overwrites; where a gradient has come from elsewhere already it writes beside and is added.
        MatrixView dx = MatrixView.None;
        MatrixView dxSum = MatrixView.None;
        if (tape.WantsGradient(_x))
        {
            dx = tape.GradientTarget(_x, out bool accumulate);
            if (accumulate)
            {
                dxSum = dx;
                dx = tape.Matrix(_x.Rows, _x.Columns);
            }
        }

        MatrixView dInitial = MatrixView.None;
        MatrixView dInitialSum = MatrixView.None;
        if (tape.WantsGradient(_initialState))
        {
            dInitialSum = StateColumns(tape.GradientSum(_initialState));
            dInitial = tape.Matrix(dInitialSum.Rows, dInitialSum.Columns);
        }

        _workspace.Backward(dy, dFinal, dx, dInitial, layer.Gradients, tape.Team);
        if (!dxSum.IsNone)
        {
            Elementwise.AddTo(dx, dxSum);
        }

        if (!dInitial.IsNone)
        {
            AddStates(dInitial, dInitialSum);
        }
    }

    public override void Dispose()
    {
        _workspace.Dispose();
        base.Dispose();
    }

    MatrixView StateColumns(MatrixView state) => state.IsNone ? state : state.ColumnRange(layer.StateOffset, layer.StateWidth);

    /// <summary>Adds the states alone: what lies between them is not defined.</summary>
    void AddStates(MatrixView source, MatrixView target)
    {
        IReadOnlyList<CellState> states = layer.Cell.States;
        for (int state = 0; state < states.Count; state++)
        {
            Elementwise.AddTo(source.ColumnRange(states[state].Offset, states[state].Size), target.ColumnRange(states[state].Offset, states[state].Size));
        }
    }
}
