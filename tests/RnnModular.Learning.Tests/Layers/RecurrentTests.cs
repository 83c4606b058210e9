using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class RecurrentTests
{
    static readonly SequenceLayout _ragged = new([5, 3, 3, 1]);

    [Theory]
    [InlineData(1, 1, 1, false, false, 0)]
    [InlineData(3, 5, 2, false, false, 0)]
    [InlineData(7, 3, 1, true, false, 0)]
    [InlineData(2, 4, 2, true, false, 0.4)]
    [InlineData(4, 4, 3, false, true, 0)]
    public void Gradients_equal_central_differences(int input, int hidden, int layers, bool bidirectional, bool residual, double dropout)
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        var options = new RecurrentOptions(input, hidden) { Layers = layers, Bidirectional = bidirectional, Residual = residual, Dropout = dropout };
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), options);
        var loss = new MeanSquaredError();
        MatrixView target = memory.Random(_ragged.Rows, rnn.OutputSize, "target");
        MatrixView stateTarget = memory.Random(_ragged.Batch, rnn.StateWidth, "state target");
        Mask(rnn, stateTarget);
        MatrixView initial = memory.Random(_ragged.Batch, rnn.StateWidth, "initial");
        MatrixView x = memory.Random(_ragged.Rows, input, "x");
        GradientCheck.Run(store, [x, initial], (tape, inputs) =>
        {
            RecurrentOutput output = rnn.Forward(tape, _ragged, inputs[0], inputs[1]);
            loss.Forward(tape, output.Y, target);
            StateLoss(tape, rnn, output.FinalState, stateTarget);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ragged_batch_gives_what_each_sequence_alone_gives(bool bidirectional)
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(3, 5) { Layers = 2, Bidirectional = bidirectional });
        using var tape = new Tape(WorkerTeam.Single);
        using var alone = new Tape(WorkerTeam.Single);
        MatrixView x = memory.Random(_ragged.Rows, 3, "x");
        tape.Begin(training: false);
        RecurrentOutput together = rnn.Forward(tape, _ragged, tape.Constant(x));
        for (int sequence = 0; sequence < _ragged.Batch; sequence++)
        {
            int length = _ragged.Lengths[sequence];
            MatrixView part = memory.Zeros(length, 3);
            for (int step = 0; step < length; step++)
            {
                x[_ragged.Offset(step) + sequence].CopyTo(part[step]);
            }

            alone.Begin(training: false);
            RecurrentOutput single = rnn.Forward(alone, SequenceLayout.Dense(1, length), alone.Constant(part));
            for (int step = 0; step < length; step++)
            {
                Assert.Equal(single.Y.Value[step].ToArray(), together.Y.Value[_ragged.Offset(step) + sequence].ToArray());
            }

            Assert.Equal(States(rnn, single.FinalState.Value, 0), States(rnn, together.FinalState.Value, sequence));
        }
    }

    [Fact]
    public void Both_directions_equal_a_run_forward_and_a_run_over_the_reversed_sequence()
    {
        using var memory = new Memory();
        using var both = new ParameterStore(1);
        using var one = new ParameterStore(2);
        using var rnn = new Recurrent(both, "rnn", new LeakyFactory(), new RecurrentOptions(2, 3) { Bidirectional = true });
        using var single = new Recurrent(one, "rnn", new LeakyFactory(), new RecurrentOptions(2, 3));
        using var tape = new Tape(WorkerTeam.Single);
        using var byHand = new Tape(WorkerTeam.Single);
        var layout = SequenceLayout.Dense(1, 4);
        MatrixView x = memory.Random(4, 2, "x");
        MatrixView reversed = memory.Zeros(4, 2);
        for (int step = 0; step < 4; step++)
        {
            x[step].CopyTo(reversed[3 - step]);
        }

        tape.Begin(training: false);
        MatrixView y = rnn.Forward(tape, layout, tape.Constant(x)).Y.Value;
        CopyWeights(both, one, "");
        byHand.Begin(training: false);
        MatrixView forward = single.Forward(byHand, layout, byHand.Constant(x)).Y.Value;
        for (int step = 0; step < 4; step++)
        {
            Assert.Equal(forward[step].ToArray(), y[step][..3].ToArray());
        }

        CopyWeights(both, one, "_reverse");
        byHand.Begin(training: false);
        MatrixView backward = single.Forward(byHand, layout, byHand.Constant(reversed)).Y.Value;
        for (int step = 0; step < 4; step++)
        {
            Assert.Equal(backward[3 - step].ToArray(), y[step][3..].ToArray());
        }
    }

    [Fact]
    public void A_sequence_run_in_two_pieces_with_the_state_handed_on_equals_one_run()
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(2, 3) { Layers = 2 });
        using var tape = new Tape(WorkerTeam.Single);
        MatrixView x = memory.Random(10, 2, "x");
        tape.Begin(training: false);
        RecurrentOutput whole = rnn.Forward(tape, SequenceLayout.Dense(2, 5), tape.Constant(x));
        RecurrentOutput first = rnn.Forward(tape, SequenceLayout.Dense(2, 2), tape.Constant(x.RowRange(0, 4)));
        RecurrentOutput second = rnn.Forward(tape, SequenceLayout.Dense(2, 3), tape.Constant(x.RowRange(4, 6)), first.FinalState);
        for (int row = 0; row < 6; row++)
        {
            Assert.Equal(whole.Y.Value[4 + row].ToArray(), second.Y.Value[row].ToArray());
        }
    }

    [Fact]
    public void Parameters_carry_the_names_PyTorch_gives_them()
    {
        using var store = new ParameterStore(1);
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(2, 3) { Layers = 2, Bidirectional = true });
        string[] tensors = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];
        string[] suffixes = ["_l0", "_l0_reverse", "_l1", "_l1_reverse"];
        Assert.Equal(suffixes.SelectMany(_ => tensors, (suffix, tensor) => $"rnn.{tensor}{suffix}"), store.Parameters.Select(p => p.Name));
        Assert.Equal([3, 6], store["rnn.weight_ih_l1"].Shape.ToArray());
        Assert.All(store["rnn.bias_hh_l0"].Values.ToArray(), value => Assert.Equal(0.25f, value));
    }

    [Fact]
    public void An_input_or_state_that_does_not_fit_is_refused()
    {
        using var store = new ParameterStore(1);
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(2, 3));
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: false);
        Tensor x = tape.Constant(tape.Matrix(_ragged.Rows, 2));
        Assert.Throws<ArgumentException>(() => rnn.Forward(tape, _ragged, tape.Constant(tape.Matrix(_ragged.Rows, 3))));
        Assert.Throws<ArgumentException>(() => rnn.Forward(tape, _ragged, x, tape.Constant(tape.Matrix(1, rnn.StateWidth))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recurrent(store, "bad", new LeakyFactory(), new RecurrentOptions(2, 3) { Dropout = 1 }));
        Assert.Throws<ArgumentException>(() => new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(2, 3)));
    }

    /// <summary>Half the squared distance of the states from their target; padding between states is left out.</summary>
    static void StateLoss(Tape tape, Recurrent rnn, Tensor finalState, MatrixView target)
    {
        MatrixView value = finalState.Value;
        for (int row = 0; row < value.Rows; row++)
        {
            float[] states = States(rnn, value, row);
            value[row].Clear();
            Put(rnn, value, row, states);
        }

        new MeanSquaredError().Forward(tape, finalState, target);
    }

    static void Mask(Recurrent rnn, MatrixView matrix)
    {
        for (int row = 0; row < matrix.Rows; row++)
        {
            float[] states = States(rnn, matrix, row);
            matrix[row].Clear();
            Put(rnn, matrix, row, states);
        }
    }

    static float[] States(Recurrent rnn, MatrixView state, int row) =>
        [.. Columns(rnn).Select(column => state[row][column])];

    static void Put(Recurrent rnn, MatrixView state, int row, float[] values)
    {
        int next = 0;
        foreach (int column in Columns(rnn))
        {
            state[row][column] = values[next++];
        }
    }

    static IEnumerable<int> Columns(Recurrent rnn) =>
        from layer in Enumerable.Range(0, rnn.Options.Layers)
        from reverse in rnn.Options.Bidirectional ? new[] { false, true } : [false]
        from state in rnn.Cell(layer, reverse).States
        from index in Enumerable.Range(0, state.Size)
        select rnn.StateOffset(layer, reverse) + state.Offset + index;

    static void CopyWeights(ParameterStore source, ParameterStore target, string suffix)
    {
        foreach (Parameter parameter in target.Parameters)
        {
            source[parameter.Name + suffix].Values.CopyTo(parameter.Values);
        }

        target.MarkChanged();
    }
}
