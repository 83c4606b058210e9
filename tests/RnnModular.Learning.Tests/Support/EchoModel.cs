using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

/// <summary>A small model with every kind of layer that learns to tell the first input of a ragged sequence at its end.</summary>
sealed class EchoModel : ITrainable, IDisposable
{
    const int Items = 30;

    readonly Memory _memory = new();
    readonly MatrixView[] _sequences;
    readonly Recurrent _rnn;
    readonly Linear _head;
    readonly GatherRows _last = new("last");
    readonly Loss _loss = new MeanSquaredError();

    public EchoModel(ulong seed, bool equalLengths = false, int hidden = 9)
    {
        Store = new ParameterStore(seed);
        _rnn = new Recurrent(Store, "rnn", new LeakyFactory(), new RecurrentOptions(1, hidden) { Layers = 2, Bidirectional = true, Dropout = 0.1, Residual = true });
        _head = new Linear(Store, "head", _rnn.OutputSize, 1);
        Lengths = [.. Enumerable.Range(0, Items).Select(item => equalLengths ? 4 : 1 + item % 5)];
        _sequences = [.. Lengths.Select((length, item) => _memory.Random(length, 1, $"item {item}"))];
    }

    public ParameterStore Store { get; }

    public int[] Lengths { get; }

    /// <summary>The training step from which the input is NaN.</summary>
    public long PoisonedFrom { get; set; } = long.MaxValue;

    public void Train(Tape tape, Batch batch) => Run(tape, batch.Items, batch.Layout);

    public double Validate(Tape tape)
    {
        var mean = new RunningMean();
        for (int item = 0; item < 5; item++)
        {
            tape.Begin(training: false);
            mean.Add(Run(tape, [item], SequenceLayout.Dense(1, Lengths[item])));
        }

        return mean.Value;
    }

    public void Dispose()
    {
        _rnn.Dispose();
        Store.Dispose();
        _memory.Dispose();
    }

    double Run(Tape tape, ReadOnlySpan<int> items, SequenceLayout layout)
    {
        MatrixView x = tape.Matrix(layout.Rows, 1);
        MatrixView target = tape.Matrix(layout.Batch, 1);
        for (int sequence = 0; sequence < layout.Batch; sequence++)
        {
            MatrixView source = _sequences[items[sequence]];
            target[sequence][0] = source[0][0];
            for (int step = 0; step < layout.Lengths[sequence]; step++)
            {
                x[layout.Offset(step) + sequence][0] = tape.Step >= PoisonedFrom ? float.NaN : source[step][0];
            }
        }

        RecurrentOutput output = _rnn.Forward(tape, layout, tape.Constant(x));
        return _loss.Forward(tape, _head.Forward(tape, _last.LastStep(tape, layout, output.Y)), target);
    }
}
