using RnnModular.CellCompiler.Tests.Support;
using RnnModular.Numerics;

namespace RnnModular.CellCompiler.Tests.Parity;

/// <summary>
/// In which order a run goes through steps, lanes and sequences depends on how many there are; its values do not. One sequence
/// of few lanes goes through all steps at once, a batch of many goes a block of steps at a time, and matrices go one sequence
/// after the other.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class WalkTests
{
    const int Inputs = 3;

    [Theory]
    [InlineData("mingru", 48)]
    [InlineData("lanes-and-sums-of-them", 48)]
    [InlineData("delta-rule", 20)]
    public void Sequences_of_a_batch_give_the_bits_they_give_alone(string name, int hidden)
    {
        using RecurrentCell cell = EmittedCell.Factory(ExoticSpecs.All[name]).Create(new CellSizes(Inputs, hidden));
        cell.Load(Draw(cell.ParameterCount, "parameters"));
        int[] lengths = [.. Enumerable.Range(0, 14).Select(row => row < 9 ? 60 : 60 - (3 * row))];
        var layout = new SequenceLayout(lengths);
        float[] x = Draw(layout.Rows * cell.InputWidth, "x");
        float[] dy = Draw(layout.Rows * cell.OutputSize, "dy");

        Run together = Train(cell, layout, x, dy);

        var gradients = new float[cell.ParameterCount];
        for (int row = 0; row < lengths.Length; row++)
        {
            float[] Own(float[] rows) => [.. Enumerable.Range(0, lengths[row]).SelectMany(step => Row(rows, layout.Offset(step) + row, rows.Length / layout.Rows))];
            Run alone = Train(cell, SequenceLayout.Dense(1, lengths[row]), Own(x), Own(dy));
            Assert.Equal(alone.Y, Own(together.Y));
            Assert.Equal(alone.Dx, Own(together.Dx));
            Assert.Equal(alone.Final, Row(together.Final, row, cell.StateWidth));
            Assert.Equal(alone.DInitial, Row(together.DInitial, row, cell.StateWidth));
            gradients = [.. gradients.Zip(alone.Gradients, (sum, own) => sum + own)];
        }

        Assert.All(gradients.Zip(together.Gradients), pair => Assert.Equal(pair.First, pair.Second, 1e-3f * Math.Max(1, Math.Abs(pair.First))));
    }

    [Theory]
    [InlineData("mingru")]
    [InlineData("lanes-and-sums-of-them")]
    public void Inference_that_keeps_no_history_ends_in_the_states_of_training(string name)
    {
        using RecurrentCell cell = EmittedCell.Factory(ExoticSpecs.All[name]).Create(new CellSizes(Inputs, 33));
        cell.Load(Draw(cell.ParameterCount, "parameters"));
        var layout = new SequenceLayout([7, 7, 4, 1]);
        float[] x = Draw(layout.Rows * cell.InputWidth, "x");

        Run training = Train(cell, layout, x, new float[layout.Rows * cell.OutputSize]);

        using AlignedBuffer rows = new(), final = new();
        using CellWorkspace workspace = cell.CreateWorkspace();
        MatrixView last = final.Matrix(4, cell.StateWidth);
        MatrixView y = workspace.Forward(layout, Filled(rows, x, layout.Rows), MatrixView.None, last, false, WorkerTeam.Single);
        Assert.Equal(training.Y, Values(y));
        Assert.Equal(training.Final, Values(last));
    }

    sealed record Run(float[] Y, float[] Final, float[] Dx, float[] DInitial, float[] Gradients);

    static Run Train(RecurrentCell cell, SequenceLayout layout, float[] inputs, float[] dOutputs)
    {
        using AlignedBuffer x = new(), dy = new(), dx = new(), final = new(), dInitial = new();
        using CellWorkspace workspace = cell.CreateWorkspace();
        var gradients = new float[cell.ParameterCount];
        MatrixView dInputs = dx.Matrix(layout.Rows, cell.InputWidth);
        MatrixView last = final.Matrix(layout.Batch, cell.StateWidth);
        MatrixView first = dInitial.Matrix(layout.Batch, cell.StateWidth);
        float[] y = Values(workspace.Forward(layout, Filled(x, inputs, layout.Rows), MatrixView.None, last, true, WorkerTeam.Single));
        workspace.Backward(Filled(dy, dOutputs, layout.Rows), MatrixView.None, dInputs, first, gradients, WorkerTeam.Single);
        return new Run(y, Values(last), Values(dInputs), Values(first), gradients);
    }

    static MatrixView Filled(AlignedBuffer buffer, float[] values, int rows)
    {
        int columns = values.Length / rows;
        MatrixView view = buffer.Matrix(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            Row(values, row, columns).CopyTo(view[row]);
        }

        return view;
    }

    static float[] Values(MatrixView view) => [.. Enumerable.Range(0, view.Rows).SelectMany(row => view[row].ToArray())];

    static float[] Row(float[] values, int row, int columns) => values[(row * columns)..((row + 1) * columns)];

    static float[] Draw(int length, string name)
    {
        var values = new float[length];
        new Philox(1, name).FillUniform(values, -0.7f, 0.7f);
        return values;
    }
}
