using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class LinearTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 9, 8)]
    [InlineData(33, 8, 31)]
    public void Gradients_of_weights_bias_and_input_equal_central_differences(int rows, int input, int output)
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        var linear = new Linear(store, "head", input, output);
        var loss = new MeanSquaredError();
        MatrixView target = memory.Random(rows, output, "target");
        GradientCheck.Run(store, [memory.Random(rows, input, "x")], (tape, x) => loss.Forward(tape, linear.Forward(tape, x[0]), target));
    }

    [Fact]
    public void Output_is_weight_times_input_plus_bias()
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        var linear = new Linear(store, "head", 2, 3);
        new float[] { 1, 2, 3, 4, 5, 6 }.CopyTo(store["head.weight"].Values);
        new float[] { 10, 20, 30 }.CopyTo(store["head.bias"].Values);
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: false);
        Tensor y = linear.Forward(tape, tape.Constant(memory.Of(new float[,] { { 1, 1 }, { 0, -1 } })));
        Assert.Equal([13, 27, 41], y.Value[0].ToArray());
        Assert.Equal([8, 16, 24], y.Value[1].ToArray());
    }

    [Fact]
    public void Initial_weights_are_uniform_by_input_size_and_follow_from_seed_and_name()
    {
        using var first = new ParameterStore(1);
        using var second = new ParameterStore(1);
        using var otherSeed = new ParameterStore(2);
        _ = new Linear(first, "head", 16, 100);
        _ = new Linear(second, "something", 3, 3);
        _ = new Linear(second, "head", 16, 100);
        _ = new Linear(otherSeed, "head", 16, 100);
        float[] weights = first["head.weight"].Values.ToArray();
        Assert.All(weights, weight => Assert.InRange(weight, -0.25f, 0.25f));
        Assert.InRange(weights.Max(), 0.24f, 0.25f);
        Assert.InRange(weights.Average(), -0.02f, 0.02f);
        Assert.Equal(weights, second["head.weight"].Values.ToArray());
        Assert.NotEqual(weights, otherSeed["head.weight"].Values.ToArray());
    }

    [Fact]
    public void An_input_of_another_width_is_refused()
    {
        using var store = new ParameterStore(1);
        var linear = new Linear(store, "head", 2, 3);
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: false);
        Assert.Throws<ArgumentException>(() => linear.Forward(tape, tape.Constant(tape.Matrix(1, 3))));
    }
}
