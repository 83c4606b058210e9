using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>y = W x + b for every row. Weights start uniform in ±1/√in, as in PyTorch.</summary>
public sealed class Linear : INodeSource<Linear.Node>
{
    readonly string _name;
    readonly Parameter _weight;
    readonly Parameter? _bias;

    /// <summary>Adds <c>weight</c> [out, in] and <c>bias</c> [out] to the store.</summary>
    /// <param name="store">Takes the parameters.</param>
    /// <param name="name">Before the parameter names, for instance <c>head</c>.</param>
    /// <param name="inputSize">Width of the input.</param>
    /// <param name="outputSize">Width of the output.</param>
    /// <param name="bias">False leaves the bias out.</param>
    public Linear(ParameterStore store, string name, int inputSize, int outputSize, bool bias = true)
    {
        _name = name;
        InputSize = inputSize;
        OutputSize = outputSize;
        float bound = 1 / MathF.Sqrt(inputSize);
        _weight = store.Add($"{name}.weight", [outputSize, inputSize]);
        Initializer.Uniform(_weight.Values, bound, store.Seed, _weight.Name);
        if (bias)
        {
            _bias = store.Add($"{name}.bias", [outputSize]);
            Initializer.Uniform(_bias.Values, bound, store.Seed, _bias.Name);
        }
    }

    /// <summary>Width of the input.</summary>
    public int InputSize { get; }

    /// <summary>Width of the output.</summary>
    public int OutputSize { get; }

    /// <summary>The weight [out, in].</summary>
    public Parameter Weight => _weight;

    /// <summary>The bias [out], if there is one.</summary>
    public Parameter? Bias => _bias;

    /// <summary>[N, in] to [N, out].</summary>
    /// <exception cref="ArgumentException">The width differs.</exception>
    public Tensor Forward(Tape tape, Tensor x)
    {
        if (x.Columns != InputSize)
        {
            throw new ArgumentException($"The input of '{_name}' must have {InputSize} columns, not {x.Columns}.", nameof(x));
        }

        return tape.Take(this).Forward(tape, x);
    }

    /// <inheritdoc/>
    public Node CreateNode() => new(this);

    /// <summary>One use of the layer.</summary>
    public sealed class Node : TapeNode
    {
        readonly Linear _layer;
        Tensor _x;
        Tensor _y;

        internal Node(Linear layer) => _layer = layer;

        internal Tensor Forward(Tape tape, Tensor x)
        {
            _x = x;
            _y = tape.Create(x.Rows, _layer.OutputSize, _layer._name);
            if (_layer._bias is not null)
            {
                ReadOnlySpan<float> bias = _layer._bias.Values;
                for (int row = 0; row < x.Rows; row++)
                {
                    bias.CopyTo(_y.Value[row]);
                }
            }

            Gemm.Multiply(x.Value, _layer._weight.ValueMatrix, _y.Value, transposeA: false, transposeB: true, accumulate: _layer._bias is not null, tape.Team);
            tape.Record(this);
            return _y;
        }

        /// <inheritdoc/>
        public override void Backward(Tape tape)
        {
            MatrixView dy = tape.GradientOf(_y);
            if (dy.IsNone)
            {
                return;
            }

            Gemm.Multiply(dy, _x.Value, _layer._weight.GradientMatrix, transposeA: true, transposeB: false, accumulate: true, tape.Team);
            if (_layer._bias is not null)
            {
                Gemm.ColumnSums(dy, _layer._bias.Gradient, tape.Team);
            }

            if (tape.WantsGradient(_x))
            {
                MatrixView dx = tape.GradientTarget(_x, out bool accumulate);
                Gemm.Multiply(dy, _layer._weight.ValueMatrix, dx, transposeA: false, transposeB: false, accumulate, tape.Team);
            }
        }
    }
}
