using RnnModular.CellCompiler.Tests.Support;
using RnnModular.Numerics;

namespace RnnModular.CellCompiler.Tests.Parity;

/// <summary>A reset at each episode's first step is a side input; and what a backward run may leave out.</summary>
[Trait("Category", "Numeric")]
public sealed class ResetTests
{
    const int Inputs = 3;
    const int Hidden = 9;

    [Fact]
    public void Reset_inside_a_sequence_gives_the_values_and_gradients_of_separate_runs()
    {
        using RecurrentCell cell = Loaded(ExoticSpecs.All["reset"]);
        float[] x = Draw(7 * cell.InputWidth, "x");
        float[] dy = Draw(7 * Hidden, "dy");
        for (int step = 0; step < 7; step++)
        {
            x[(step * cell.InputWidth) + Inputs] = step is 0 or 4 ? 0 : 1;
        }

        Run whole = Train(cell, x, dy);
        Run first = Train(cell, x[..(4 * cell.InputWidth)], dy[..(4 * Hidden)]);
        Run second = Train(cell, x[(4 * cell.InputWidth)..], dy[(4 * Hidden)..]);

        Assert.Equal([.. first.Y, .. second.Y], whole.Y);
        Near([.. first.Dx, .. second.Dx], whole.Dx, except: Inputs + (4 * cell.InputWidth));
        Near([.. first.Gradients.Zip(second.Gradients, (a, b) => a + b)], whole.Gradients);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("side-input-and-scalar-state")]
    [InlineData("side-inputs-of-several-sizes")]
    [InlineData("outer-of-inputs")]
    [InlineData("starts-of-matrices")]
    public void Backward_without_gradients_of_inputs_gives_the_same_gradients_of_parameters(string name)
    {
        using RecurrentCell cell = Loaded(ExoticSpecs.All[name]);
        float[] x = Draw(5 * cell.InputWidth, "x");
        float[] dy = Draw(5 * Hidden, "dy");

        Assert.Equal(Train(cell, x, dy).Gradients, Train(cell, x, dy, wantsDx: false).Gradients);
    }

    [Fact]
    public void Rows_without_the_side_inputs_are_refused_by_name()
    {
        using RecurrentCell cell = Loaded(ExoticSpecs.All["reset"]);
        using CellWorkspace workspace = cell.CreateWorkspace();

        var error = Assert.Throws<ArgumentException>(() => workspace.Step(new float[Inputs], new float[cell.StateWidth], new float[Hidden]));

        Assert.Contains("[4] (x [3], then keep [1])", error.Message, StringComparison.Ordinal);
    }

    sealed record Run(float[] Y, float[] Dx, float[] Gradients);

    static RecurrentCell Loaded(string equations)
    {
        RecurrentCell cell = EmittedCell.Factory(equations).Create(new CellSizes(Inputs, Hidden));
        cell.Load(Draw(cell.ParameterCount, "parameters"));
        return cell;
    }

    static float[] Draw(int length, string name)
    {
        var values = new float[length];
        new Philox(1, name).FillUniform(values, -0.7f, 0.7f);
        return values;
    }

    static Run Train(RecurrentCell cell, float[] inputs, float[] dOutputs, bool wantsDx = true)
    {
        int steps = inputs.Length / cell.InputWidth;
        using AlignedBuffer x = new(), dy = new(), dx = new();
        using CellWorkspace workspace = cell.CreateWorkspace();
        var gradients = new float[cell.ParameterCount];
        MatrixView y = workspace.Forward(SequenceLayout.Dense(1, steps), Rows(x, inputs, cell.InputWidth), MatrixView.None, MatrixView.None, true, WorkerTeam.Single);
        MatrixView back = wantsDx ? dx.Matrix(steps, cell.InputWidth) : MatrixView.None;
        workspace.Backward(Rows(dy, dOutputs, cell.OutputSize), MatrixView.None, back, MatrixView.None, gradients, WorkerTeam.Single);
        return new Run(Values(y), Values(back), gradients);
    }

    static MatrixView Rows(AlignedBuffer buffer, float[] values, int columns)
    {
        MatrixView rows = buffer.Matrix(values.Length / columns, columns);
        for (int row = 0; row < rows.Rows; row++)
        {
            values.AsSpan(row * columns, columns).CopyTo(rows[row]);
        }

        return rows;
    }

    static float[] Values(MatrixView rows) => [.. Enumerable.Range(0, rows.Rows).SelectMany(row => rows[row].ToArray())];

    // The reset's own gradient differs: only in the whole run is there something to keep.
    static void Near(float[] expected, float[] actual, int except = -1)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(index == except || Math.Abs(expected[index] - actual[index]) < 1e-5, $"[{index}] is {actual[index]}, not {expected[index]}");
        }
    }
}
