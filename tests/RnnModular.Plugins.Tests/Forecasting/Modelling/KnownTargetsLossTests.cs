using RnnModular.Learning;
using RnnModular.Numerics;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Tests.Forecasting.Modelling;

public class KnownTargetsLossTests
{
    [Fact]
    public void Unknown_targets_neither_cost_nor_pull()
    {
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: true);
        MatrixView y = Row(tape, 0.5f, 3f, 7f);
        Tensor prediction = tape.Variable(y);

        double loss = new KnownTargetsLoss().Forward(tape, prediction, Row(tape, 0f, 0f, float.NaN));
        tape.Backward();

        Assert.Equal((0.125 + 2.5) / 3, loss, 1e-6);
        Assert.Equal([0.5f / 3, 1f / 3, 0f], tape.GradientOf(prediction)[0].ToArray());
    }

    static MatrixView Row(Tape tape, params float[] values)
    {
        MatrixView row = tape.Matrix(1, values.Length);
        values.CopyTo(row[0]);
        return row;
    }
}
