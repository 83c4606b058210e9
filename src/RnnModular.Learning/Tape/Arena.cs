using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>
/// Memory for activations: handed out front to back, taken back all at once. When it proves too small it grows by one
/// more block, and the next <see cref="Reset"/> joins the blocks; from then on it allocates nothing.
/// </summary>
public sealed class Arena : IDisposable
{
    const int FirstBlock = 1 << 14;

    readonly List<AlignedBuffer> _blocks = [];
    long _position;
    long _total;

    /// <summary>Floats held, used or not.</summary>
    public long Capacity => _total;

    /// <summary>A matrix with aligned rows; its values are whatever was there before.</summary>
    /// <param name="rows">Rows, at least 0.</param>
    /// <param name="columns">Columns, at least 1.</param>
    public unsafe MatrixView Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        int stride = Alignment.Stride(columns);
        // An empty matrix still gets an address of its own, or it would look like no matrix at all.
        long length = (long)Math.Max(rows, 1) * stride;
        if (_blocks.Count == 0 || _position + length > _blocks[^1].Length)
        {
            Grow(Math.Max(length, Math.Max(FirstBlock, _total)));
        }

        float* data = _blocks[^1].Pointer + _position;
        _position += length;
        return new MatrixView(data, rows, columns, stride);
    }

    /// <summary>Takes back all matrices.</summary>
    public void Reset()
    {
        _position = 0;
        if (_blocks.Count > 1)
        {
            long total = _total;
            Dispose();
            Grow(total);
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (AlignedBuffer block in _blocks)
        {
            block.Dispose();
        }

        _blocks.Clear();
        _total = 0;
        _position = 0;
    }

    void Grow(long length)
    {
        _blocks.Add(new AlignedBuffer(length));
        _total += length;
        _position = 0;
    }
}
