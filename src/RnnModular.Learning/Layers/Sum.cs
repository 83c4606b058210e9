using System.Numerics.Tensors;

namespace RnnModular.Learning;

/// <summary>a + b, value by value.</summary>
/// <param name="name">For messages.</param>
public sealed class Sum(string name) : INodeSource<Sum.Node>
{
    /// <summary>Two matrices of the same shape to one.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Tensor Forward(Tape tape, Tensor a, Tensor b)
    {
        if (a.Rows != b.Rows || a.Columns != b.Columns)
        {
            throw new ArgumentException($"'{name}' cannot add [{b.Rows}, {b.Columns}] to [{a.Rows}, {a.Columns}].", nameof(b));
        }

        return tape.Take(this).Forward(tape, a, b, name);
    }

    /// <inheritdoc/>
    public Node CreateNode() => new();

    /// <summary>One use of the layer.</summary>
    public sealed class Node : TapeNode
    {
        Tensor _a;
        Tensor _b;
        Tensor _y;

        internal Tensor Forward(Tape tape, Tensor a, Tensor b, string name)
        {
            _a = a;
            _b = b;
            _y = tape.Create(a.Rows, a.Columns, name);
            for (int row = 0; row < a.Rows; row++)
            {
                TensorPrimitives.Add(a.Value[row], b.Value[row], _y.Value[row]);
            }

            tape.Record(this);
            return _y;
        }

        /// <inheritdoc/>
        public override void Backward(Tape tape)
        {
            MatrixView dy = tape.GradientOf(_y);
            if (!dy.IsNone)
            {
                Pass(tape, dy, _a);
                Pass(tape, dy, _b);
            }
        }

        static void Pass(Tape tape, MatrixView dy, Tensor input)
        {
            if (tape.WantsGradient(input))
            {
                MatrixView target = tape.GradientTarget(input, out bool accumulate);
                Elementwise.Put(dy, target, accumulate);
            }
        }
    }
}
