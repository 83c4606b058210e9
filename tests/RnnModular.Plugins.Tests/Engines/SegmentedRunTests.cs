using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.Engines;

/// <summary>Runs in segments that the backward run makes again, against runs that keep everything.</summary>
[Trait("Category", "Numeric")]
public sealed class SegmentedRunTests
{
    static readonly int[] Lengths = [9, 9, 7, 4, 4, 1];

    public static TheoryData<string, int, bool> Problems() => new()
    {
        { "lstm", 0, true },
        { "lstm", 1, true },
        { "lstm", 2, false },
        { "gru", 4, true },
        { "gru", 9, false },
        { "gru", 100, true },
        { "gru-d", 3, true },
        { "learned-start-lstm", 3, false },
        { "s-lstm", 3, true },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Run_in_segments_gives_the_numbers_of_an_undivided_run(string id, int steps, bool fromState)
    {
        using RecurrentCell cell = Cell(id);
        Result whole = Train(cell.CreateWorkspace(), cell, fromState);
        Result segmented = Train(new SegmentedWorkspace(cell, steps), cell, fromState);
        Assert.Equal(whole.Rows, segmented.Rows);
        float scale = whole.Parameters.Max(MathF.Abs);
        Assert.All(whole.Parameters.Zip(segmented.Parameters), pair => Assert.InRange(pair.Second, pair.First - (1e-5f * scale), pair.First + (1e-5f * scale)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void Masks_of_a_segment_are_made_again_as_they_were(int steps)
    {
        // The loss is linear in the output, so that a difference of gradients could only come from other masks.
        using RecurrentCell cell = Cell("zoneout-gru");
        using var once = new SegmentedWorkspace(cell, steps) { Seed = 5 };
        using var again = new SegmentedWorkspace(cell, steps) { Seed = 5 };
        Assert.Equal(Train(once, cell, true).Rows, Train(again, cell, true).Rows);
    }

    [Fact]
    public void A_mask_for_every_step_goes_on_from_segment_to_segment()
    {
        using RecurrentCell cell = Cell("zoneout-gru");
        var layout = SequenceLayout.Dense(1, 4);
        using AlignedBuffer buffer = new();
        MatrixView x = buffer.Matrix(4, cell.InputWidth);
        using var workspace = new SegmentedWorkspace(cell, 1) { Seed = 5 };
        MatrixView y = workspace.Forward(layout, x, MatrixView.None, MatrixView.None, true, WorkerTeam.Single);
        bool[][] kept = [.. Enumerable.Range(1, 3).Select(step => Enumerable.Range(0, cell.OutputSize).Select(lane => y[step][lane] == y[step - 1][lane]).ToArray())];
        Assert.NotEqual(kept[0], kept[1]);
        Assert.NotEqual(kept[1], kept[2]);
    }

    [Fact]
    public void Training_pass_in_segments_after_warm_up_allocates_nothing()
    {
        using RecurrentCell cell = Cell("lstm");
        using var workspace = new SegmentedWorkspace(cell, 3);
        using AlignedBuffer xs = new(), dys = new();
        var layout = new SequenceLayout(Lengths);
        MatrixView x = xs.Matrix(layout.Rows, cell.InputWidth);
        MatrixView dy = dys.Matrix(layout.Rows, cell.OutputSize);
        var gradients = new float[cell.ParameterCount];
        void Once()
        {
            workspace.Forward(layout, x, MatrixView.None, MatrixView.None, true, WorkerTeam.Single);
            workspace.Backward(dy, MatrixView.None, MatrixView.None, MatrixView.None, gradients, WorkerTeam.Single);
        }

        Once();
        Once();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Backward_without_a_training_run_is_refused()
    {
        using RecurrentCell cell = Cell("lstm");
        using var workspace = new SegmentedWorkspace(cell);
        Assert.Throws<InvalidOperationException>(() => workspace.Backward(MatrixView.None, MatrixView.None, MatrixView.None, MatrixView.None, new float[cell.ParameterCount], WorkerTeam.Single));
    }

    sealed record Result(float[] Rows, float[] Parameters);

    static RecurrentCell Cell(string id) => TestCells.Loaded(id, new CellSizes(7, 9), 3, 0.4f);

    /// <summary>Outputs, final states, gradients of inputs and initial states; and the gradient of the parameters.</summary>
    static Result Train(CellWorkspace workspace, RecurrentCell cell, bool fromState)
    {
        var layout = new SequenceLayout(Lengths);
        using AlignedBuffer xs = new(), dys = new(), dxs = new(), starts = new(), ends = new(), dStarts = new(), dEnds = new();
        MatrixView end = ends.Matrix(layout.Batch, cell.StateWidth);
        MatrixView dx = dxs.Matrix(layout.Rows, cell.InputWidth);
        MatrixView dStart = dStarts.Matrix(layout.Batch, cell.StateWidth);
        var gradients = new float[cell.ParameterCount];
        using (workspace)
        {
            MatrixView y = workspace.Forward(layout, Filled(xs, layout.Rows, cell.InputWidth, "x"), fromState ? Filled(starts, layout.Batch, cell.StateWidth, "start") : MatrixView.None, end, true, WorkerTeam.Single);
            float[] outputs = CellStates.Values(y);
            workspace.Backward(Filled(dys, layout.Rows, cell.OutputSize, "dy"), Filled(dEnds, layout.Batch, cell.StateWidth, "end"), dx, dStart, gradients, WorkerTeam.Single);
            IEnumerable<float> States(MatrixView rows) => cell.States.SelectMany(s => CellStates.Values(rows.ColumnRange(s.Offset, s.Size)));
            return new Result([.. outputs, .. States(end), .. CellStates.Values(dx), .. States(dStart)], gradients);
        }
    }

    static MatrixView Filled(AlignedBuffer buffer, int rows, int columns, string name) => RandomRows.Fill(buffer, rows, columns, 3, name);
}
