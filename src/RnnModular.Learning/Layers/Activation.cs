using System.Numerics.Tensors;

namespace RnnModular.Learning;

/// <summary>An elementwise function whose derivative follows from its output.</summary>
/// <param name="name">For messages.</param>
public abstract class Activation(string name) : INodeSource<Activation.Node>
{
    /// <summary>[N, C] to [N, C].</summary>
    public Tensor Forward(Tape tape, Tensor x) => tape.Take(this).Forward(tape, x, name);

    /// <inheritdoc/>
    public Node CreateNode() => new(this);

    /// <summary>y = f(x).</summary>
    protected abstract void Apply(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>dx = dy · f′, from the output y.</summary>
    protected abstract void Derive(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx);

    /// <summary>One use of the layer.</summary>
    public sealed class Node : TapeNode
    {
        readonly Activation _layer;
        Tensor _x;
        Tensor _y;

        internal Node(Activation layer) => _layer = layer;

        internal Tensor Forward(Tape tape, Tensor x, string name)
        {
            _x = x;
            _y = tape.Create(x.Rows, x.Columns, name);
            for (int row = 0; row < x.Rows; row++)
            {
                _layer.Apply(x.Value[row], _y.Value[row]);
            }

            tape.Record(this);
            return _y;
        }

        /// <inheritdoc/>
        public override void Backward(Tape tape)
        {
            MatrixView dy = tape.GradientOf(_y);
            if (dy.IsNone || !tape.WantsGradient(_x))
            {
                return;
            }

            MatrixView dx = tape.GradientTarget(_x, out bool accumulate);
            Span<float> scratch = tape.Matrix(1, _x.Columns)[0];
            for (int row = 0; row < _x.Rows; row++)
            {
                _layer.Derive(_y.Value[row], dy[row], accumulate ? scratch : dx[row]);
                if (accumulate)
                {
                    Elementwise.Put(scratch, dx[row], accumulate: true);
                }
            }
        }
    }
}

/// <summary>The hyperbolic tangent.</summary>
/// <param name="name">For messages.</param>
public sealed class Tanh(string name = "tanh") : Activation(name)
{
    /// <inheritdoc/>
    protected override void Apply(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Tanh(x, y);

    /// <inheritdoc/>
    protected override void Derive(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int column = 0; column < y.Length; column++)
        {
            dx[column] = dy[column] * (1 - y[column] * y[column]);
        }
    }
}

/// <summary>max(x, 0); the derivative at 0 is 0.</summary>
/// <param name="name">For messages.</param>
public sealed class Relu(string name = "relu") : Activation(name)
{
    /// <inheritdoc/>
    protected override void Apply(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Max(x, 0f, y);

    /// <inheritdoc/>
    protected override void Derive(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int column = 0; column < y.Length; column++)
        {
            dx[column] = y[column] > 0 ? dy[column] : 0;
        }
    }
}
