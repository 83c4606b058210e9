namespace RnnModular.Learning;

/// <summary>Reverses each sequence of a packed batch in its own valid part, so that a backward cell starts at its last step.</summary>
sealed class ReverseSequences(string name) : INodeSource<ReverseSequences.Node>
{
    public Tensor Forward(Tape tape, SequenceLayout layout, Tensor x) => tape.Take(this).Forward(tape, layout, x, name);

    public Node CreateNode() => new();

    /// <summary>The row that holds, after reversal, what row (step, sequence) held before.</summary>
    public static int MirroredRow(SequenceLayout layout, int step, int sequence) =>
        layout.Offset(layout.Lengths[sequence] - 1 - step) + sequence;

    public sealed class Node : TapeNode
    {
        SequenceLayout? _layout;
        Tensor _x;
        Tensor _y;

        public Tensor Forward(Tape tape, SequenceLayout layout, Tensor x, string name)
        {
            _layout = layout;
            _x = x;
            _y = tape.Create(x.Rows, x.Columns, name);
            Mirror(x.Value, _y.Value, accumulate: false);
            tape.Record(this);
            return _y;
        }

        public override void Backward(Tape tape)
        {
            MatrixView dy = tape.GradientOf(_y);
            if (!dy.IsNone && tape.WantsGradient(_x))
            {
                MatrixView dx = tape.GradientTarget(_x, out bool accumulate);
                Mirror(dy, dx, accumulate);
            }
        }

        void Mirror(MatrixView source, MatrixView target, bool accumulate)
        {
            for (int step = 0; step < _layout!.Steps; step++)
            {
                for (int sequence = 0; sequence < _layout.Alive(step); sequence++)
                {
                    Span<float> from = source[_layout.Offset(step) + sequence];
                    Elementwise.Put(from, target[MirroredRow(_layout, step, sequence)], accumulate);
                }
            }
        }
    }
}
