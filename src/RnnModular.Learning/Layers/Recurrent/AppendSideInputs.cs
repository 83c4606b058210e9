namespace RnnModular.Learning;

/// <summary>Makes the input rows of an upper layer: the output of the layer below, then the side inputs of the first.</summary>
/// <param name="name">For messages.</param>
/// <param name="first">The first column of the side inputs in the rows of the first layer.</param>
sealed class AppendSideInputs(string name, int first) : INodeSource<AppendSideInputs.Node>
{
    public Tensor Forward(Tape tape, Tensor y, Tensor x) => tape.Take(this).Forward(tape, y, x);

    public Node CreateNode() => new(name, first);

    public sealed class Node(string name, int first) : TapeNode
    {
        Tensor _y;
        Tensor _x;
        Tensor _rows;

        public Tensor Forward(Tape tape, Tensor y, Tensor x)
        {
            (_y, _x) = (y, x);
            int side = x.Columns - first;
            _rows = tape.Create(y.Rows, y.Columns + side, name);
            y.Value.CopyTo(_rows.Value.ColumnRange(0, y.Columns));
            x.Value.ColumnRange(first, side).CopyTo(_rows.Value.ColumnRange(y.Columns, side));
            tape.Record(this);
            return _rows;
        }

        public override void Backward(Tape tape)
        {
            MatrixView gradient = tape.GradientOf(_rows);
            if (gradient.IsNone)
            {
                return;
            }

            MatrixView dy = tape.GradientTarget(_y, out bool accumulate);
            Elementwise.Put(gradient.ColumnRange(0, _y.Columns), dy, accumulate);
            if (tape.WantsGradient(_x))
            {
                Elementwise.AddTo(gradient.ColumnRange(_y.Columns, _x.Columns - first), tape.GradientSum(_x).ColumnRange(first, _x.Columns - first));
            }
        }
    }
}
