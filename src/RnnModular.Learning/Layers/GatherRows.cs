namespace RnnModular.Learning;

/// <summary>Picks rows: of a packed batch usually each sequence's last valid one. A row may be picked more than once.</summary>
/// <param name="name">For messages.</param>
public sealed class GatherRows(string name) : INodeSource<GatherRows.Node>
{
    /// <summary>The output of each sequence's own last step: [N, C] to [B, C].</summary>
    /// <exception cref="ArgumentException">The input is not laid out like this.</exception>
    public Tensor LastStep(Tape tape, SequenceLayout layout, Tensor x)
    {
        if (x.Rows != layout.Rows)
        {
            throw new ArgumentException($"'{name}' expects {layout.Rows} packed rows, not {x.Rows}.", nameof(x));
        }

        Node node = tape.Take(this);
        Span<int> rows = node.Rows(layout.Batch);
        for (int sequence = 0; sequence < rows.Length; sequence++)
        {
            rows[sequence] = layout.Offset(layout.Lengths[sequence] - 1) + sequence;
        }

        return node.Forward(tape, x, name);
    }

    /// <summary>These rows in this order: [N, C] to [R, C].</summary>
    /// <exception cref="ArgumentOutOfRangeException">A row is not there.</exception>
    public Tensor Forward(Tape tape, Tensor x, ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)x.Rows, nameof(rows));
        }

        Node node = tape.Take(this);
        rows.CopyTo(node.Rows(rows.Length));
        return node.Forward(tape, x, name);
    }

    /// <inheritdoc/>
    public Node CreateNode() => new();

    /// <summary>One use of the layer.</summary>
    public sealed class Node : TapeNode
    {
        int[] _rows = [];
        int _count;
        Tensor _x;
        Tensor _y;

        internal Span<int> Rows(int count)
        {
            if (_rows.Length < count)
            {
                _rows = new int[count];
            }

            _count = count;
            return _rows.AsSpan(0, count);
        }

        internal Tensor Forward(Tape tape, Tensor x, string name)
        {
            _x = x;
            _y = tape.Create(_count, x.Columns, name);
            for (int row = 0; row < _count; row++)
            {
                x.Value[_rows[row]].CopyTo(_y.Value[row]);
            }

            tape.Record(this);
            return _y;
        }

        /// <inheritdoc/>
        public override void Backward(Tape tape)
        {
            MatrixView dy = tape.GradientOf(_y);
            if (!dy.IsNone && tape.WantsGradient(_x))
            {
                MatrixView dx = tape.GradientSum(_x);
                for (int row = 0; row < _count; row++)
                {
                    Elementwise.Put(dy[row], dx[_rows[row]], accumulate: true);
                }
            }
        }
    }
}
