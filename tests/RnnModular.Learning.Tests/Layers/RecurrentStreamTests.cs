using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class RecurrentStreamTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public void A_stream_gives_step_by_step_what_a_whole_run_gives(int layers, bool residual)
    {
        using var memory = new Memory();
        using var store = new ParameterStore(1);
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(2, 9) { Layers = layers, Residual = residual });
        using RecurrentStream stream = rnn.OpenStream();
        using var tape = new Tape(WorkerTeam.Single);
        MatrixView x = memory.Random(6, 2, "x");
        var y = new float[9];
        for (int run = 0; run < 2; run++)
        {
            tape.Begin(training: false);
            MatrixView whole = rnn.Forward(tape, SequenceLayout.Dense(1, 6), tape.Constant(x)).Y.Value;
            for (int step = 0; step < 6; step++)
            {
                stream.Step(x[step], y);
                Assert.Equal(whole[step].ToArray(), y);
            }

            // The second run begins anew, and with other weights.
            stream.Reset();
            store["rnn.weight_ih_l0"].Values.Fill(0.1f);
            store.MarkChanged();
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using var store = new ParameterStore(1);
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(2, 9) { Layers = 2, Residual = true });
        using RecurrentStream stream = rnn.OpenStream();
        var x = new float[2];
        var y = new float[9];
        stream.Step(x, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 10; step++)
        {
            stream.Step(x, y);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_cell_that_knows_float32_alone_has_no_stream_with_narrow_weights()
    {
        using var store = new ParameterStore(1);
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(2, 3));
        var error = Assert.Throws<NotSupportedException>(() => rnn.OpenStream(WeightFormat.Int8));
        Assert.EndsWith("holds its weights as float32 alone, not as Int8.", error.Message);
    }

    [Fact]
    public void A_layer_that_reads_the_future_has_no_stream()
    {
        using var store = new ParameterStore(1);
        using var rnn = new Recurrent(store, "rnn", new LeakyFactory(), new RecurrentOptions(2, 3) { Bidirectional = true });
        Assert.Throws<InvalidOperationException>(() => rnn.OpenStream());
    }
}
