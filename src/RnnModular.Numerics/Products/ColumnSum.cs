using System.Numerics;
using System.Numerics.Tensors;

namespace RnnModular.Numerics;

/// <summary>Sums of columns, cut among workers by columns: each column is summed by one worker in a fixed order.</summary>
sealed unsafe class ColumnSum : IWork
{
    // Wide enough to stream, narrow enough that the block's sums stay in the first-level cache.
    const int Strip = 512;

    MatrixView _matrix;
    float* _sums;

    public void Set(MatrixView matrix, float* sums)
    {
        _matrix = matrix;
        _sums = sums;
    }

    /// <inheritdoc/>
    public void Execute(int worker, int workers)
    {
        int vectors = (_matrix.Columns + Alignment.Floats - 1) / Alignment.Floats;
        int first = (int)((long)vectors * worker / workers) * Alignment.Floats;
        int end = Math.Min(_matrix.Columns, (int)((long)vectors * (worker + 1) / workers) * Alignment.Floats);
        Span<float> block = stackalloc float[Strip];
        for (int column = first; column < end; column += Strip)
        {
            SumStrip(column, block[..Math.Min(Strip, end - column)]);
        }
    }

    void SumStrip(int column, Span<float> block)
    {
        var sums = new Span<float>(_sums + column, block.Length);
        for (int row = 0; row < _matrix.Rows; row += Product.DepthBlock)
        {
            int end = Math.Min(_matrix.Rows, row + Product.DepthBlock);
            block.Clear();
            int r = row;
            for (; r <= end - 4; r += 4)
            {
                AddFour(_matrix.Data + (nint)r * _matrix.Stride + column, _matrix.Stride, block);
            }

            for (; r < end; r++)
            {
                var values = new ReadOnlySpan<float>(_matrix.Data + (nint)r * _matrix.Stride + column, block.Length);
                TensorPrimitives.Add(block, values, block);
            }

            TensorPrimitives.Add(sums, block, sums);
        }
    }

    /// <summary>Four rows, one after the other, while a column's sum is in a register.</summary>
    static void AddFour(float* rows, nint stride, Span<float> block)
    {
        int i = 0;
        for (; i <= block.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> sum = new(block[i..]);
            sum += Vector.Load(rows + i);
            sum += Vector.Load(rows + stride + i);
            sum += Vector.Load(rows + 2 * stride + i);
            sum += Vector.Load(rows + 3 * stride + i);
            sum.CopyTo(block[i..]);
        }

        for (; i < block.Length; i++)
        {
            block[i] = block[i] + rows[i] + rows[stride + i] + rows[2 * stride + i] + rows[3 * stride + i];
        }
    }
}
