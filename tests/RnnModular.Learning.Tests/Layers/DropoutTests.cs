using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class DropoutTests
{
    [Fact]
    public void Training_drops_the_share_and_scales_the_rest()
    {
        float[] y = Run(new Dropout("d", 0.25, 1), step: 1);
        Assert.All(y, value => Assert.Contains(value, new[] { 0f, 4f / 3 }));
        Assert.InRange(y.Count(value => value == 0) / (double)y.Length, 0.22, 0.28);
    }

    [Fact]
    public void What_is_dropped_follows_from_seed_name_and_step_alone()
    {
        float[] y = Run(new Dropout("d", 0.5, 1), step: 5);
        var later = new Dropout("d", 0.5, 1);
        Run(later, step: 4);
        Assert.Equal(y, Run(later, step: 5));
        Assert.NotEqual(y, Run(later, step: 6));
        Assert.NotEqual(y, Run(new Dropout("e", 0.5, 1), step: 5));
        Assert.NotEqual(y, Run(new Dropout("d", 0.5, 2), step: 5));
    }

    [Fact]
    public void Two_uses_in_one_pass_drop_different_values()
    {
        using var memory = new Memory();
        using var tape = new Tape(WorkerTeam.Single);
        var dropout = new Dropout("d", 0.5, 1);
        tape.Begin(training: true, step: 1);
        Tensor x = tape.Constant(memory.Random(1, 100, "x"));
        Assert.NotEqual(dropout.Forward(tape, x).Value[0].ToArray(), dropout.Forward(tape, x).Value[0].ToArray());
    }

    [Fact]
    public void Outside_training_nothing_changes()
    {
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: false);
        Tensor x = tape.Constant(tape.Matrix(2, 2));
        Assert.Equal(x, new Dropout("d", 0.5, 1).Forward(tape, x));
    }

    static float[] Run(Dropout dropout, long step)
    {
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: true, step);
        MatrixView x = tape.Matrix(50, 99);
        for (int row = 0; row < x.Rows; row++)
        {
            x[row].Fill(1);
        }

        MatrixView y = dropout.Forward(tape, tape.Constant(x)).Value;
        return [.. Enumerable.Range(0, y.Rows).SelectMany(row => y[row].ToArray())];
    }
}
