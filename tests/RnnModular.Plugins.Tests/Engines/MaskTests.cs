using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.Engines;

/// <summary>What a mask is: drawn anew or held, decided by its seed, and its mean in evaluation.</summary>
[Trait("Category", "Numeric")]
public sealed class MaskTests
{
    static readonly CellMask Step = new("m", 33, 0.7, PerSequence: false);
    static readonly CellMask Sequence = new("m", 33, 0.7, PerSequence: true);

    [Fact]
    public void Mask_is_one_as_often_as_its_probability_says()
    {
        var draw = new MaskDraw(new CellMask("m", 31, 0.7, PerSequence: false));
        var values = new float[31];
        double ones = 0;
        for (int step = 0; step < 2000; step++)
        {
            draw.Fill(1, 0, step % 7, step, values);
            Assert.All(values, value => Assert.True(value is 0 or 1));
            ones += values.Sum();
        }

        // Five standard deviations of 62,000 draws.
        Assert.Equal(0.7, ones / (2000 * 31), 0.0092);
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(1e-12, 0)]
    public void Mask_of_an_extreme_probability_never_changes(double probability, float expected)
    {
        var values = new float[1000];
        new MaskDraw(new CellMask("m", 1000, probability, PerSequence: false)).Fill(1, 0, 0, 0, values);
        Assert.All(values, value => Assert.Equal(expected, value));
    }

    [Fact]
    public void Mask_differs_by_seed_name_run_sequence_and_step()
    {
        float[][] rows =
        [
            Row(Step), Row(Step, seed: 2), Row(Step with { Name = "k" }), Row(Step, run: 1), Row(Step, sequence: 1), Row(Step, step: 1),
            Row(Step, run: 1, sequence: 1), Row(Step, sequence: 1, step: 1),
        ];
        Assert.Equal(rows.Length, rows.Select(r => string.Concat(r)).Distinct().Count());
    }

    [Fact]
    public void Mask_per_sequence_is_the_same_at_every_step_and_another_for_every_sequence_and_run()
    {
        Assert.Equal(Row(Sequence), Row(Sequence, step: 9));
        Assert.NotEqual(Row(Sequence), Row(Sequence, sequence: 1));
        Assert.NotEqual(Row(Sequence), Row(Sequence, run: 1));
    }

    [Fact]
    public void Lanes_of_a_mask_do_not_depend_on_how_many_there_are() =>
        Assert.Equal(Row(Step with { Size = 131 })[..33], Row(Step));

    [Theory]
    [InlineData("zoneout-gru")]
    [InlineData("li-gru-dropout")]
    public void Training_runs_draw_in_turn_and_again_from_the_start_when_the_seed_is_set(string id)
    {
        using RecurrentCell cell = Loaded(id);
        using CellWorkspace workspace = cell.CreateWorkspace();
        workspace.Seed = 3;
        float[] first = Forward(workspace, training: true);
        float[] second = Forward(workspace, training: true);
        Forward(workspace, training: false);
        float[] third = Forward(workspace, training: true);
        workspace.Seed = 3;

        Assert.NotEqual(first, second);
        Assert.NotEqual(second, third);
        Assert.Equal(first, Forward(workspace, training: true));
        Assert.Equal(second, Forward(workspace, training: true));
        Assert.Equal(third, Forward(workspace, training: true));
        workspace.Seed = 4;
        Assert.NotEqual(first, Forward(workspace, training: true));
    }

    [Fact]
    public void Evaluation_does_not_depend_on_the_seed_and_equals_streaming()
    {
        using RecurrentCell cell = Loaded("zoneout-gru");
        using CellWorkspace workspace = cell.CreateWorkspace();
        workspace.Seed = 3;
        float[] evaluated = Forward(workspace, training: false);
        workspace.Seed = 4;
        Assert.Equal(evaluated, Forward(workspace, training: false));

        var state = new float[cell.StateWidth];
        var y = new float[cell.OutputSize];
        workspace.Step(Inputs(cell.InputWidth), state, y);
        Near.Assert(evaluated.AsSpan(0, y.Length), y, "y", 1e-6f);
    }

    static float[] Row(CellMask mask, ulong seed = 1, uint run = 0, int sequence = 0, int step = 0)
    {
        var values = new float[mask.Size];
        new MaskDraw(mask).Fill(seed, run, sequence, step, values);
        return values;
    }

    static RecurrentCell Loaded(string id) => TestCells.Loaded(id, new CellSizes(3, 9), 1, 0.7f);

    static float[] Inputs(int length)
    {
        var values = new float[length];
        new Philox(1, "x").FillUniform(values, -1, 1);
        return values;
    }

    static float[] Forward(CellWorkspace workspace, bool training)
    {
        var layout = new SequenceLayout([4, 2]);
        int width = workspace.Cell.InputWidth;
        using AlignedRows x = AlignedRows.Of(Inputs(layout.Rows * width), width);
        return CellStates.Values(workspace.Forward(layout, x.View, MatrixView.None, MatrixView.None, training, WorkerTeam.Single));
    }
}
