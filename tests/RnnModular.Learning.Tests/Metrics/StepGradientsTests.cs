using System.Numerics.Tensors;
using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class StepGradientsTests
{
    [Fact]
    public void Each_step_has_the_norm_of_its_own_rows()
    {
        using var memory = new Memory();
        MatrixView gradient = memory.Of(new float[,] { { 3, 0 }, { 0, 4 }, { 6, 8 } });
        var norms = new double[2];
        StepGradients.Norms(gradient, new SequenceLayout([2, 1]), norms);
        Assert.Equal(5, norms[0], 1e-12);
        Assert.Equal(10, norms[1], 1e-12);
    }

    [Theory]
    [InlineData(0.3f, true)]
    [InlineData(1f, false)]
    public void Vanishing_is_seen_where_recurrent_weights_are_small_and_only_there(float scale, bool vanishes)
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(2, 8));
        TensorPrimitives.Multiply(store["rnn.weight_hh_l0"].Values, scale, store["rnn.weight_hh_l0"].Values);
        store.MarkChanged();
        using var tape = new Tape(WorkerTeam.Single);
        var layout = SequenceLayout.Dense(3, 12);
        tape.Begin(training: true, step: 1);
        Tensor x = tape.Variable(memory.Random(layout.Rows, 2, "x"));
        Tensor last = new GatherRows("last").LastStep(tape, layout, rnn.Forward(tape, layout, x).Y);
        new MeanSquaredError().Forward(tape, last, memory.Random(3, 8, "target"));
        tape.Backward();
        var norms = new double[12];
        StepGradients.Norms(tape.GradientOf(x), layout, norms);
        Assert.All(norms, norm => Assert.True(norm > 0));
        Assert.Equal(vanishes, norms[0] < norms[11] / 100);
    }
}
