namespace RnnModular.Learning;

/// <summary>Puts the output of both directions side by side, the backward one turned round to the order of the input.</summary>
sealed class JoinDirections(string name) : INodeSource<JoinDirections.Node>
{
    public Tensor Forward(Tape tape, SequenceLayout layout, Tensor forward, Tensor backward) =>
        tape.Take(this).Forward(tape, layout, forward, backward, name);

    public Node CreateNode() => new();

    public sealed class Node : TapeNode
    {
        SequenceLayout? _layout;
        Tensor _forward;
        Tensor _backward;
        Tensor _y;

        public Tensor Forward(Tape tape, SequenceLayout layout, Tensor forward, Tensor backward, string name)
        {
            _layout = layout;
            _forward = forward;
            _backward = backward;
            _y = tape.Create(forward.Rows, forward.Columns + backward.Columns, name);
            for (int step = 0; step < layout.Steps; step++)
            {
                for (int sequence = 0; sequence < layout.Alive(step); sequence++)
                {
                    int row = layout.Offset(step) + sequence;
                    Span<float> y = _y.Value[row];
                    forward.Value[row].CopyTo(y);
                    backward.Value[ReverseSequences.MirroredRow(layout, step, sequence)].CopyTo(y[forward.Columns..]);
                }
            }

            tape.Record(this);
            return _y;
        }

        public override void Backward(Tape tape)
        {
            MatrixView dy = tape.GradientOf(_y);
            if (dy.IsNone)
            {
                return;
            }

            MatrixView dForward = tape.GradientTarget(_forward, out bool addForward);
            MatrixView dBackward = tape.GradientTarget(_backward, out bool addBackward);
            for (int step = 0; step < _layout!.Steps; step++)
            {
                for (int sequence = 0; sequence < _layout.Alive(step); sequence++)
                {
                    int row = _layout.Offset(step) + sequence;
                    Span<float> gradient = dy[row];
                    Elementwise.Put(gradient[.._forward.Columns], dForward[row], addForward);
                    Elementwise.Put(gradient[_forward.Columns..], dBackward[ReverseSequences.MirroredRow(_layout, step, sequence)], addBackward);
                }
            }
        }
    }
}
