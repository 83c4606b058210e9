using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class SmallLayersTests
{
    public static TheoryData<string, Activation> Activations => new() { { "tanh", new Tanh() }, { "relu", new Relu() } };

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_gradients_equal_central_differences(string name, Activation activation)
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        MatrixView target = memory.Random(3, 9, "target");
        // Used twice, so that the second gradient is added to the first.
        GradientCheck.Run(store, [memory.Random(3, 9, name)], (tape, x) =>
        {
            new MeanSquaredError().Forward(tape, activation.Forward(tape, x[0]), target);
            new MeanSquaredError().Forward(tape, activation.Forward(tape, x[0]), target, scale: 0.5);
        });
    }

    [Fact]
    public void Sum_gradients_equal_central_differences_even_of_a_tensor_with_itself()
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        var sum = new Sum("sum");
        MatrixView target = memory.Random(2, 7, "target");
        GradientCheck.Run(store, [memory.Random(2, 7, "a"), memory.Random(2, 7, "b")], (tape, x) =>
            new MeanSquaredError().Forward(tape, sum.Forward(tape, sum.Forward(tape, x[0], x[1]), x[0]), target));
    }

    [Fact]
    public void Gathered_rows_send_their_gradient_back_to_where_they_came_from()
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        var gather = new GatherRows("gather");
        MatrixView target = memory.Random(4, 5, "target");
        GradientCheck.Run(store, [memory.Random(3, 5, "x")], (tape, x) =>
            new MeanSquaredError().Forward(tape, gather.Forward(tape, x[0], [2, 0, 2, 2]), target));
    }

    [Fact]
    public void The_last_step_is_each_sequences_own()
    {
        using var memory = new Memory();
        using var tape = new Tape(WorkerTeam.Single);
        var layout = new SequenceLayout([3, 2, 1]);
        MatrixView x = memory.Of(new float[,] { { 10 }, { 20 }, { 30 }, { 11 }, { 21 }, { 12 } });
        tape.Begin(training: false);
        Tensor last = new GatherRows("last").LastStep(tape, layout, tape.Constant(x));
        Assert.Equal([12, 21, 30], new[] { last.Value[0][0], last.Value[1][0], last.Value[2][0] });
    }

    [Fact]
    public void A_row_that_is_not_there_cannot_be_gathered()
    {
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: false);
        Tensor x = tape.Constant(tape.Matrix(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GatherRows("gather").Forward(tape, x, [0, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GatherRows("gather").Forward(tape, x, [-1]));
    }
}
