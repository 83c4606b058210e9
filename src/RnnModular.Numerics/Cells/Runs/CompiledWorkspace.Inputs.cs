namespace RnnModular.Numerics;

/// <summary>What comes to a step beside x: side inputs, which the caller gives, x of earlier steps, and masks, which the workspace draws.</summary>
public abstract unsafe partial class CompiledWorkspace
{
    readonly List<SideInputRows> _sideInputs = [];
    readonly List<PastInputRows> _past = [];
    readonly List<MaskRows> _masks = [];
    MatrixView _inputRows;
    MatrixView _inputGradients;
    ulong _seed;
    uint _nextRun;
    uint _run;

    /// <inheritdoc/>
    public override ulong Seed
    {
        get => _seed;
        set => (_seed, _nextRun) = (value, 0);
    }

    /// <summary>Declares the rows of an input of the cell, from 1 on.</summary>
    protected SideInputRows SideInput(int input)
    {
        _sideInputs.Add(new SideInputRows(cell.Inputs[input]));
        return _sideInputs[^1];
    }

    /// <summary>Declares a state that is x of the step before, or of the step before that of another.</summary>
    protected PastInputRows PastInput(int state, PastInputRows? nearer = null)
    {
        _past.Add(new PastInputRows(cell.States[state], nearer));
        return _past[^1];
    }

    /// <summary>Declares the rows of a mask of the cell.</summary>
    protected MaskRows Mask(int mask)
    {
        _masks.Add(new MaskRows(cell.Masks[mask]));
        return _masks[^1];
    }

    /// <summary>Takes the input rows of a run. Kernels read x where it lies: what follows it counts as padding.</summary>
    void SetInputs(MatrixView rows)
    {
        _inputRows = rows;
        X = rows.ColumnRange(0, cell.InputSize);
        foreach (SideInputRows side in _sideInputs)
        {
            side.Reserve(Layout.Rows);
        }

        _run = IsTraining && _masks.Count > 0 ? _nextRun++ : 0;
        foreach (MaskRows mask in _masks)
        {
            mask.Reserve(Layout.Rows, IsTraining);
        }
    }

    void TakeInputs(int first, int rows)
    {
        foreach (SideInputRows side in _sideInputs)
        {
            side.Take(_inputRows, first, rows);
        }

        foreach (MaskRows mask in _masks)
        {
            mask.Draw(Layout, first, rows, FirstStep, _seed, _run);
        }
    }

    void TakePastInputs(MatrixView initialState)
    {
        foreach (PastInputRows past in _past)
        {
            past.Take(Layout, X, initialState);
        }
    }

    void FinishPastInputs(MatrixView finalState)
    {
        foreach (PastInputRows past in _past)
        {
            past.Finish(Layout, X, finalState);
        }
    }

    /// <summary>From the farthest past on, so that each adds what is complete.</summary>
    void GivePastGradients(MatrixView dFinalState, MatrixView dInitialState)
    {
        for (int index = _past.Count - 1; index >= 0; index--)
        {
            _past[index].GiveGradients(Layout, dFinalState, Dx, dInitialState);
        }
    }

    void SetInputGradients(MatrixView rows)
    {
        _inputGradients = rows;
        Dx = rows.IsNone ? rows : rows.ColumnRange(0, cell.InputSize);
        foreach (SideInputRows side in _sideInputs)
        {
            side.ReserveGradients(Layout.Rows);
        }

        foreach (PastInputRows past in _past)
        {
            past.ReserveGradients(Layout.Rows);
        }
    }

    /// <summary>Hands out the gradients of side inputs; last, since kernels write dx in whole vectors and so over their columns.</summary>
    void GiveInputGradients(int first, int rows)
    {
        if (!_inputGradients.IsNone)
        {
            foreach (SideInputRows side in _sideInputs)
            {
                side.GiveGradients(_inputGradients, first, rows);
            }
        }
    }

    void RequireInputs(MatrixView inputs, int rows, string name)
    {
        if (!Fits(inputs, rows, cell.InputWidth))
        {
            throw Misfit(inputs, rows, cell.InputWidth, InputParts(), name);
        }
    }

    /// <summary>For messages: what an input row holds.</summary>
    string InputParts() => _sideInputs.Count == 0 ? "" : $" ({string.Join(", then ", cell.Inputs.Select(i => $"{i.Name} [{i.Size}]"))})";
}
