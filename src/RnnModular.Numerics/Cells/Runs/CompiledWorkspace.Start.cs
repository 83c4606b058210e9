namespace RnnModular.Numerics;

/// <summary>Runs without an initial state: they start where the cell says.</summary>
public abstract unsafe partial class CompiledWorkspace
{
    readonly AlignedBuffer _start = new();
    bool _fromStart;

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

    void AddStartGradients(Span<float> dParameters)
    {
        if (_fromStart)
        {
            cell.Starts.AddGradients(_carried, dParameters);
        }
    }
}
