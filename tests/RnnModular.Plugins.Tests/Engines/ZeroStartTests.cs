using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.Engines;

/// <summary>A run that is given no initial states leaves out products with zeros, and gradients nobody asks for.</summary>
[Trait("Category", "Numeric")]
public sealed class ZeroStartTests
{
    // States that start elsewhere than at zero have nothing to leave out.
    public static TheoryData<string> CellsThatStartAtZero() => [.. TestCells.All.Values.Where(StartsAtZero).Select(f => f.Descriptor.Id).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(CellsThatStartAtZero))]
    public void Run_from_no_states_gives_the_bits_of_one_from_zeros(string id)
    {
        using RecurrentCell cell = Loaded(id);
        foreach (int[] lengths in new int[][] { [1], [4, 4, 4], [9, 7, 1] })
        {
            Assert.Equal(Run(cell, lengths, isGiven: true), Run(cell, lengths, isGiven: false));
        }
    }

    static RecurrentCell Loaded(string id) => TestCells.Loaded(id, new CellSizes(7, 12), seed: 3, bound: 0.3f);

    static bool StartsAtZero(ICellFactory factory)
    {
        using RecurrentCell cell = Loaded(factory.Descriptor.Id);
        var state = new float[cell.StateWidth];
        cell.Start(state);
        return state.All(v => v == 0);
    }

    /// <summary>Outputs, final states, and the gradients of inputs and parameters.</summary>
    static float[] Run(RecurrentCell cell, int[] lengths, bool isGiven)
    {
        SequenceLayout layout = new(lengths);
        using AlignedBuffer xs = new(), dys = new(), dxs = new(), starts = new(), ends = new();
        MatrixView x = RandomRows.Fill(xs, layout.Rows, cell.InputWidth, 1, "x");
        MatrixView dy = RandomRows.Fill(dys, layout.Rows, cell.OutputSize, 1, "dy");
        MatrixView dx = dxs.Matrix(layout.Rows, cell.InputWidth);
        MatrixView end = ends.Matrix(layout.Batch, cell.StateWidth);
        MatrixView start = starts.Matrix(layout.Batch, cell.StateWidth);
        var gradients = new float[cell.ParameterCount];
        using CellWorkspace workspace = cell.CreateWorkspace();
        MatrixView y = workspace.Forward(layout, x, isGiven ? start : MatrixView.None, end, true, WorkerTeam.Single);
        float[] outputs = CellStates.Values(y);
        workspace.Backward(dy, MatrixView.None, dx, isGiven ? start : MatrixView.None, gradients, WorkerTeam.Single);
        return [.. outputs, .. CellStates.Values(end), .. CellStates.Values(dx), .. gradients];
    }
}
