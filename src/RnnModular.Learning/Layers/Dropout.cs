using System.Numerics.Tensors;
using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>
/// Sets a share of the values to zero while training and scales the others by 1/(1 − share), so that nothing needs to
/// change afterwards (Srivastava et al. 2014, inverted). What is dropped follows from seed, name and training step alone.
/// </summary>
public sealed class Dropout : INodeSource<Dropout.Node>
{
    /// <summary>Words a step may draw before it meets the next step's.</summary>
    const int StepBits = 36;

    readonly string _name;
    readonly Philox _stream;
    Tape? _tape;
    long _pass;

    /// <summary>A dropout of this share.</summary>
    /// <param name="name">Name of its random stream.</param>
    /// <param name="share">From 0 to below 1.</param>
    /// <param name="seed">The model's seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public Dropout(string name, double share, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        _name = name;
        Share = share;
        _stream = new Philox(seed, name);
    }

    /// <summary>Share of values set to zero.</summary>
    public double Share { get; }

    /// <summary>[N, C] to [N, C]; outside training the same tensor.</summary>
    public Tensor Forward(Tape tape, Tensor x)
    {
        if (!tape.Training || Share == 0)
        {
            return x;
        }

        // Several uses in one pass draw one after the other.
        if (_tape != tape || _pass != tape.Pass)
        {
            _tape = tape;
            _pass = tape.Pass;
            _stream.Position = (ulong)tape.Step << StepBits;
        }

        return tape.Take(this).Forward(tape, x);
    }

    /// <inheritdoc/>
    public Node CreateNode() => new(this);

    /// <summary>One use of the layer.</summary>
    public sealed class Node : TapeNode
    {
        readonly Dropout _layer;
        Tensor _x;
        Tensor _y;
        MatrixView _mask;

        internal Node(Dropout layer) => _layer = layer;

        internal Tensor Forward(Tape tape, Tensor x)
        {
            _x = x;
            _y = tape.Create(x.Rows, x.Columns, _layer._name);
            _mask = tape.Matrix(x.Rows, x.Columns);
            var share = (float)_layer.Share;
            float kept = 1 / (1 - share);
            for (int row = 0; row < x.Rows; row++)
            {
                Span<float> mask = _mask[row];
                _layer._stream.FillUniform(mask, 0, 1);
                foreach (ref float value in mask)
                {
                    value = value < share ? 0 : kept;
                }

                TensorPrimitives.Multiply(x.Value[row], mask, _y.Value[row]);
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
            for (int row = 0; row < _x.Rows; row++)
            {
                // The mask is not needed any more: it takes the product where there is something to add it to.
                Span<float> product = accumulate ? _mask[row] : dx[row];
                TensorPrimitives.Multiply(dy[row], _mask[row], product);
                if (accumulate)
                {
                    Elementwise.Put(product, dx[row], accumulate: true);
                }
            }
        }
    }
}
