namespace RnnModular.Numerics;

/// <summary>
/// Weights of one or more gates with a common operand, packed for the tiles: [blocks][depth][gates][lanes]. A tile reads
/// it once, front to back. Weights of one row fill one lane of each vector; they follow once more as [gates][depth] in padded
/// rows, for <see cref="RowProduct"/>.
/// </summary>
public sealed unsafe class WeightPanel : IDisposable
{
    readonly AlignedBuffer _buffer;
    readonly string[] _weights;
    readonly int _outputs;
    readonly int _depth;
    readonly int _lanes;
    readonly bool _transposed;

    /// <summary>An empty panel.</summary>
    /// <param name="lanes">Floats in a vector.</param>
    /// <param name="outputs">Width of each gate.</param>
    /// <param name="depth">Length of the operand.</param>
    /// <param name="transposed">False when weights are [outputs, depth], true when they are [depth, outputs].</param>
    /// <param name="weights">One weight a gate.</param>
    internal WeightPanel(int lanes, int outputs, int depth, bool transposed, string[] weights)
    {
        (_lanes, _outputs, _depth, _transposed, _weights) = (lanes, outputs, depth, transposed, weights);
        int blocks = (outputs + lanes - 1) / lanes;
        long rows = outputs == 1 ? weights.Length * Alignment.Stride(depth) : 0;
        _buffer = new AlignedBuffer(((long)blocks * depth * weights.Length * lanes) + rows);
    }

    /// <summary>The first block.</summary>
    public float* Data => _buffer.Pointer;

    /// <summary>What kernels read.</summary>
    public PackedWeights Weights => new(Data, WeightFormat.Float32, _outputs == 1);

    /// <summary>Multiply-adds for one row.</summary>
    public long Work => (long)_outputs * _depth * _weights.Length;

    /// <summary>An empty copy in a narrow format.</summary>
    internal NarrowPanel Narrow(WeightFormat format) => new(this, format, new NarrowShape(format, _lanes, _weights.Length, _depth), (_outputs + _lanes - 1) / _lanes);

    /// <summary>Takes the weights from where they lie, row-major. Lanes beyond the width stay zero.</summary>
    internal void Pack(Func<string, nint> addressOf)
    {
        int gates = _weights.Length;
        for (int block = 0; block * _lanes < _outputs; block++)
        {
            float* target = Data + ((nint)block * _depth * gates * _lanes);
            int lanes = Math.Min(_lanes, _outputs - (block * _lanes));
            for (int gate = 0; gate < gates; gate++)
            {
                float* weights = (float*)addressOf(_weights[gate]);
                if (_transposed)
                {
                    PackRows(weights + (block * _lanes), target + (gate * _lanes), lanes, gates);
                }
                else
                {
                    Packing.TransposePanel(weights + ((nint)block * _lanes * _depth), _depth, _depth, lanes, gates * _lanes, target + (gate * _lanes));
                }
            }
        }

        for (int gate = 0; gate < gates && _outputs == 1; gate++)
        {
            float* row = Data + RowProduct.Place(_lanes, gates, _depth, gate);
            new ReadOnlySpan<float>((float*)addressOf(_weights[gate]), _depth).CopyTo(new Span<float>(row, _depth));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    void PackRows(float* source, float* target, int lanes, int gates)
    {
        for (int k = 0; k < _depth; k++, source += _outputs, target += gates * _lanes)
        {
            new ReadOnlySpan<float>(source, lanes).CopyTo(new Span<float>(target, lanes));
        }
    }
}
