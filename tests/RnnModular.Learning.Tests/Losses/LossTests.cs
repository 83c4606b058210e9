using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class LossTests
{
    public static TheoryData<Loss, int> Losses => new()
    {
        { new MeanSquaredError(), 1 },
        { new MeanAbsoluteError(), 1 },
        { new HuberLoss(0.4), 1 },
        { new PinballLoss(0.1, 0.5, 0.9), 3 },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradients_equal_central_differences_also_when_two_losses_meet(Loss loss, int blocks)
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        // Far enough from every kink that a central difference does not straddle it.
        MatrixView target = memory.Of(new float[,] { { 0.11f, -0.72f, 0.33f }, { 0.9f, 0.05f, -0.41f } });
        MatrixView prediction = memory.Zeros(2, 3 * blocks);
        float[] errors = [0.2f, -0.3f, 0.9f, -1.2f, 0.05f, 0.6f, -0.1f, -0.8f, 0.3f];
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < prediction.Columns; column++)
            {
                prediction[row][column] = target[row][column % 3] + errors[(column + 4 * row) % errors.Length];
            }
        }

        MatrixView weights = memory.Of(new float[,] { { 0.5f }, { 2 } });
        GradientCheck.Run(store, [prediction], (tape, x) =>
        {
            loss.Forward(tape, x[0], target, weights);
            loss.Forward(tape, x[0], target, scale: 0.5);
        });
    }

    [Fact]
    public void Values_equal_the_formulas_by_hand()
    {
        Assert.Equal((0.25 + 4) / 2, Value(new MeanSquaredError(), [1.5f, 2], [1, 4]), 6);
        Assert.Equal((0.5 + 2) / 2, Value(new MeanAbsoluteError(), [1.5f, 2], [1, 4]), 6);
        Assert.Equal((0.125 + 1.5) / 2, Value(new HuberLoss(), [1.5f, 2], [1, 4]), 6);
        // 0.1 quantile: below the prediction costs 0.9, above it 0.1.
        Assert.Equal(((0.9 * 0.5) + (0.1 * 2)) / 2, Value(new PinballLoss(0.1), [1.5f, 2], [1, 4]), 6);
    }

    [Fact]
    public void A_row_of_weight_zero_is_not_looked_at()
    {
        using var memory = new Memory();
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: true);
        Tensor prediction = tape.Variable(memory.Of(new float[,] { { 1, 2 }, { 7, 7 } }));
        MatrixView target = memory.Of(new float[,] { { 1, 4 }, { float.NaN, float.NaN } });
        double loss = new MeanSquaredError().Forward(tape, prediction, target, memory.Of(new float[,] { { 3 }, { 0 } }));
        tape.Backward();
        Assert.Equal(2, loss, 6);
        Assert.Equal([0, -2], tape.GradientOf(prediction)[0].ToArray());
        Assert.Equal([0, 0], tape.GradientOf(prediction)[1].ToArray());
    }

    [Fact]
    public void Shapes_weights_and_settings_that_do_not_fit_are_refused()
    {
        using var memory = new Memory();
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: true);
        Tensor prediction = tape.Variable(memory.Zeros(2, 3));
        Assert.Throws<ArgumentException>(() => new MeanSquaredError().Forward(tape, prediction, memory.Zeros(2, 2)));
        Assert.Throws<ArgumentException>(() => new PinballLoss(0.2, 0.8).Forward(tape, prediction, memory.Zeros(2, 3)));
        Assert.Throws<ArgumentException>(() => new MeanSquaredError().Forward(tape, prediction, memory.Zeros(2, 3), memory.Zeros(2, 1)));
        Assert.Throws<ArgumentException>(() => new PinballLoss(1));
        Assert.Throws<ArgumentException>(() => new PinballLoss());
        Assert.Throws<ArgumentOutOfRangeException>(() => new HuberLoss(0));
    }

    static double Value(Loss loss, float[] prediction, float[] target)
    {
        using var memory = new Memory();
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: false);
        MatrixView p = memory.Zeros(1, prediction.Length);
        MatrixView t = memory.Zeros(1, target.Length);
        prediction.CopyTo(p[0]);
        target.CopyTo(t[0]);
        return loss.Forward(tape, tape.Constant(p), t);
    }
}
