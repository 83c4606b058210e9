namespace RnnModular.Plugins.Tests.Cells;

/// <summary>State rows by the names of their states.</summary>
static class CellStates
{
    /// <summary>State rows [B, StateWidth] from values [B, H] of each state.</summary>
    public static AlignedRows Join(RecurrentCell cell, int batch, Func<string, float[]> valuesOf)
    {
        AlignedRows rows = new(batch, cell.StateWidth);
        rows.View.Clear();
        foreach (CellState state in cell.States)
        {
            float[] values = valuesOf(state.Name);
            for (int row = 0; row < batch; row++)
            {
                values.AsSpan(row * state.Size, state.Size).CopyTo(rows.View[row][state.Offset..]);
            }
        }

        return rows;
    }

    /// <summary>The values [B, size] of one state.</summary>
    public static float[] Part(RecurrentCell cell, MatrixView rows, string name)
    {
        CellState state = cell.States.Single(state => state.Name == name);
        return Values(rows.ColumnRange(state.Offset, state.Size));
    }

    /// <summary>All used values, row-major.</summary>
    public static float[] Values(MatrixView view) => [.. Enumerable.Range(0, view.Rows).SelectMany(row => view[row].ToArray())];
}
