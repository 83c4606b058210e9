using RnnModular.Learning;
using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.Layers;

/// <summary>Recurrent layers of cells with side inputs, masks and learned starts.</summary>
[Trait("Category", "Numeric")]
public sealed class SourceLayerTests
{
    const int Steps = 4;

    [Fact]
    public void Layer_without_side_inputs_refuses_a_cell_that_reads_them_and_names_them()
    {
        var error = Assert.Throws<RnnException>(() => Layer("gru-d", new RecurrentOptions(3, 5)));

        Assert.Equal(FailureKind.Config, error.Kind);
        Assert.Contains("'gru-d' cannot be used here because it reads m [3] and delta [3] at every step beside x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stacked_layers_refuse_a_cell_whose_side_inputs_would_change_size()
    {
        var error = Assert.Throws<RnnException>(() => Layer("gru-d", new RecurrentOptions(3, 5) { Layers = 2, SideInputs = true }));

        Assert.Contains("m [5] and delta [5]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cfc-time", 3, 9, 2, true)]
    [InlineData("gru-d", 5, 5, 3, false)]
    [InlineData("learned-start-lstm", 3, 9, 2, false)]
    [InlineData("zoneout-gru", 3, 9, 2, false)]
    public void Stream_gives_step_by_step_what_a_whole_run_gives(string id, int input, int hidden, int layers, bool residual)
    {
        using Stack stack = Layer(id, new RecurrentOptions(input, hidden) { Layers = layers, Residual = residual, SideInputs = true });
        using RecurrentStream stream = stack.Layer.OpenStream();
        using AlignedRows x = Inputs(stack.Layer.InputWidth);
        stack.Tape.Begin(training: false);
        MatrixView whole = stack.Layer.Forward(stack.Tape, SequenceLayout.Dense(1, Steps), stack.Tape.Constant(x.View)).Y.Value;
        var y = new float[hidden];
        for (int run = 0; run < 2; run++)
        {
            for (int step = 0; step < Steps; step++)
            {
                stream.Step(x.View[step], y);
                Assert.Equal(whole[step].ToArray(), y);
            }

            stream.Reset();
        }
    }

    [Theory]
    [InlineData("cfc-time", 3, 5, 2, false)]
    [InlineData("gru-d", 3, 3, 2, true)]
    public void Gradients_of_rows_with_side_inputs_agree_with_central_differences(string id, int input, int hidden, int layers, bool residual)
    {
        using Stack stack = Layer(id, new RecurrentOptions(input, hidden) { Layers = layers, Residual = residual, SideInputs = true });
        using AlignedRows x = Inputs(stack.Layer.InputWidth);
        Tensor rows = stack.Run(x.View, out Tensor y);
        MatrixView dy = stack.Tape.GradientTarget(y, out _);
        for (int row = 0; row < dy.Rows; row++)
        {
            dy[row].Fill(1);
        }

        stack.Tape.Backward();
        float[] gradient = CellStates.Values(stack.Tape.GradientOf(rows));
        const float Half = 1f / 128;
        for (int row = 0; row < Steps; row++)
        {
            for (int column = 0; column < x.View.Columns; column++)
            {
                float value = x.View[row][column];
                x.View[row][column] = value + Half;
                double above = Sum(stack, x.View);
                x.View[row][column] = value - Half;
                double below = Sum(stack, x.View);
                x.View[row][column] = value;
                Assert.Equal((above - below) / (2 * Half), gradient[(row * x.View.Columns) + column], 4e-3);
            }
        }
    }

    [Fact]
    public void Masks_of_a_layer_follow_from_the_step_alone_so_that_a_resumed_training_draws_them_again()
    {
        using Stack stack = Layer("zoneout-gru", new RecurrentOptions(3, 9) { Layers = 2 });
        using Stack resumed = Layer("zoneout-gru", new RecurrentOptions(3, 9) { Layers = 2 });
        using AlignedRows x = Inputs(3);
        float[] At(Stack from, long step, int uses = 1)
        {
            from.Tape.Begin(training: true, step);
            Tensor y = default;
            for (int use = 0; use < uses; use++)
            {
                y = from.Layer.Forward(from.Tape, SequenceLayout.Dense(1, Steps), from.Tape.Constant(x.View)).Y;
            }

            return CellStates.Values(y.Value);
        }

        float[] seventh = At(stack, 7);
        Assert.Equal(seventh, At(stack, 7));
        Assert.NotEqual(seventh, At(stack, 8));
        Assert.NotEqual(seventh, At(stack, 7, uses: 2));
        Assert.Equal(seventh, At(resumed, 7));
    }

    [Fact]
    public void Learned_start_is_a_parameter_of_the_layer_and_gets_the_gradient_of_every_sequence()
    {
        using Stack stack = Layer("learned-start-lstm", new RecurrentOptions(3, 5));
        Assert.All(stack.Store["rnn.h0_l0"].Values.ToArray(), value => Assert.Equal(0, value));
        var layout = new SequenceLayout([3, 1]);
        using AlignedRows x = Inputs(3);
        stack.Tape.Begin(training: true);
        RecurrentOutput output = stack.Layer.Forward(stack.Tape, layout, stack.Tape.Constant(x.View));
        MatrixView dy = stack.Tape.GradientSum(output.Y);
        dy[0].Fill(1);
        dy[1].Fill(2);
        stack.Store.ClearGradients();
        stack.Tape.Backward();
        float[] together = stack.Store["rnn.c0_l0"].Gradient.ToArray();

        // Each sequence alone, at its own weight.
        var sum = new float[5];
        foreach (int sequence in new[] { 0, 1 })
        {
            stack.Tape.Begin(training: true);
            output = stack.Layer.Forward(stack.Tape, SequenceLayout.Dense(1, 1), stack.Tape.Constant(x.View.RowRange(sequence, 1)));
            stack.Tape.GradientTarget(output.Y, out _)[0].Fill(1 + sequence);
            stack.Store.ClearGradients();
            stack.Tape.Backward();
            for (int index = 0; index < sum.Length; index++)
            {
                sum[index] += stack.Store["rnn.c0_l0"].Gradient[index];
            }
        }

        Near.Assert(sum, together, "c0", 1e-5f);
        Assert.DoesNotContain(0, together);
    }

    static double Sum(Stack stack, MatrixView x)
    {
        stack.Run(x, out Tensor y);
        return CellStates.Values(y.Value).Sum(v => (double)v);
    }

    static AlignedRows Inputs(int width)
    {
        var values = new float[Steps * width];
        new Philox(1, "x").FillUniform(values, -1, 1);
        return AlignedRows.Of(values, width);
    }

    static Stack Layer(string id, RecurrentOptions options) => new(TestCells.All[id], options);

    sealed class Stack : IDisposable
    {
        public Stack(ICellFactory cells, RecurrentOptions options)
        {
            Layer = new Recurrent(Store, "rnn", cells, options);
        }

        public ParameterStore Store { get; } = new(1);

        public Recurrent Layer { get; }

        public Tape Tape { get; } = new(WorkerTeam.Single);

        public Tensor Run(MatrixView x, out Tensor y)
        {
            Tape.Begin(training: true);
            Tensor rows = Tape.Variable(x);
            y = Layer.Forward(Tape, SequenceLayout.Dense(1, Steps), rows).Y;
            return rows;
        }

        public void Dispose()
        {
            Tape.Dispose();
            Layer.Dispose();
            Store.Dispose();
        }
    }
}
