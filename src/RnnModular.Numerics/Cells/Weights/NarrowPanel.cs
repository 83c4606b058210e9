using System.Runtime.CompilerServices;

namespace RnnModular.Numerics;

/// <summary>A weight panel in a narrow format: <see cref="NarrowShape"/> says how it lies.</summary>
sealed unsafe class NarrowPanel : IDisposable
{
    readonly WeightPanel _source;
    readonly WeightFormat _format;
    readonly NarrowShape _shape;
    readonly int _blocks;
    readonly AlignedBuffer _buffer;

    public NarrowPanel(WeightPanel source, WeightFormat format, NarrowShape shape, int blocks)
    {
        (_source, _format, _shape, _blocks) = (source, format, shape, blocks);
        _buffer = new AlignedBuffer(((shape.Block * blocks) + sizeof(float) - 1) / sizeof(float));
    }

    /// <summary>What kernels read.</summary>
    public PackedWeights Weights => new(_buffer.Pointer, _format);

    /// <summary>Takes the weights of the float32 panel as it is now.</summary>
    public void Pack()
    {
        for (int block = 0; block < _blocks; block++)
        {
            byte* target = (byte*)_buffer.Pointer + (block * _shape.Block);
            float* source = _source.Data + (block * _shape.Depth * _shape.Columns);
            for (int column = 0; column < _shape.Columns; column++)
            {
                if (_format == WeightFormat.BFloat16)
                {
                    Round(source + column, (ushort*)target + (2 * column));
                }
                else
                {
                    Quantize(source + column, (float*)target + column, (sbyte*)target + _shape.Scales + (2 * column));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    void Round(float* source, ushort* target)
    {
        for (nint k = 0; k < _shape.Depth; k++)
        {
            *At(target, k) = NarrowWeight.BFloat16(source[k * _shape.Columns]);
        }
    }

    void Quantize(float* source, float* scale, sbyte* target)
    {
        float largest = 0;
        for (nint k = 0; k < _shape.Depth; k++)
        {
            // Unlike a comparison, this keeps NaN.
            largest = MathF.Max(largest, MathF.Abs(source[k * _shape.Columns]));
        }

        *scale = NarrowWeight.Scale(largest);
        for (nint k = 0; k < _shape.Depth; k++)
        {
            *At(target, k) = NarrowWeight.Int8(source[k * _shape.Columns], *scale);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    T* At<T>(T* column, nint k)
        where T : unmanaged => column + (k / 2 * 2 * _shape.Columns) + (k % 2);
}
