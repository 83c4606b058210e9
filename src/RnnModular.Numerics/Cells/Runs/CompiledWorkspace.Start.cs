namespace RnnModular.Numerics;

/// <summary>Runs without an initial state: they start where the cell says.</summary>
public abstract unsafe partial class CompiledWorkspace
{
    readonly AlignedBuffer _start = new();
    bool _fromStart;
    bool _wantsStart;

    /// <summary>The initial states of a run: the caller's, or one row for all sequences; none where that row is zero.</summary>
    MatrixView StartRows(MatrixView initialState)
    {
        _fromStart = initialState.IsNone && !cell.Starts.AreZero;
        if (!_fromStart)
        {
            return initialState;
        }

        MatrixView row = _start.Matrix(1, cell.StateWidth);
        cell.Start(row[0]);
        return new MatrixView(row.Data, Layout.Batch, row.Columns, 0);
    }

    /// <summary>True when the backward run is asked how the loss depends on the states before a step; before the first, a caller or a learned start must ask.</summary>
    protected bool WantsGradientBefore(int step) => step > 0 || _wantsStart;

    void AddStartGradients(Span<float> dParameters)
    {
        if (_fromStart)
        {
            cell.Starts.AddGradients(_carried, dParameters);
        }
    }
}
