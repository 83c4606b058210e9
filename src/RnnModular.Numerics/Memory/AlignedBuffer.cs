using System.Runtime.InteropServices;

namespace RnnModular.Numerics;

/// <summary>
/// Floats in native memory at a 64-byte boundary: they never move, and the garbage collector never looks at them.
/// Disposing it, or losing the last reference to it, frees the memory; pointers, spans and views do not keep it alive.
/// </summary>
public sealed unsafe class AlignedBuffer : IDisposable
{
    float* _pointer;
    long _capacity;

    /// <summary>An empty buffer, to be grown by <see cref="EnsureLength"/>.</summary>
    public AlignedBuffer() { }

    /// <summary>A buffer of <paramref name="length"/> zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public AlignedBuffer(long length) => EnsureLength(length);

    /// <summary>Frees the memory of a buffer nobody disposed.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Address of the first float, a multiple of 64; null while the buffer is empty.</summary>
    public float* Pointer => _pointer;

    /// <summary>Floats in use.</summary>
    public long Length { get; private set; }

    /// <summary>The floats in use.</summary>
    /// <exception cref="OverflowException">There are more than a span can hold.</exception>
    public Span<float> Span => new(_pointer, checked((int)Length));

    /// <summary>
    /// Makes the buffer at least this long. When it grows, its memory may move and all of it is zero afterwards; when it is
    /// long enough already nothing happens.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public void EnsureLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ObjectDisposedException.ThrowIf(_capacity < 0, this);
        if (length <= Length)
        {
            return;
        }

        if (length > _capacity)
        {
            // Whole vectors, so that a kernel may load and store past the last float of a row.
            long capacity = (length + Alignment.Floats - 1) & -Alignment.Floats;
            float* grown = (float*)NativeMemory.AlignedAlloc(checked((nuint)capacity * sizeof(float)), Alignment.Bytes);
            NativeMemory.AlignedFree(_pointer);
            _pointer = grown;
            _capacity = capacity;
        }

        Length = length;
        NativeMemory.Clear(_pointer, (nuint)_capacity * sizeof(float));
    }

    /// <summary>The start of the buffer as a matrix whose rows are aligned (stride <see cref="Alignment.Stride"/>); grows the buffer where needed.</summary>
    public MatrixView Matrix(int rows, int columns)
    {
        int stride = Alignment.Stride(columns);
        EnsureLength((long)rows * stride);
        return new MatrixView(_pointer, rows, columns, stride);
    }

    /// <summary>Sets every float to zero.</summary>
    public void Clear() => NativeMemory.Clear(_pointer, (nuint)Length * sizeof(float));

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        Length = 0;
        _capacity = -1;
    }
}
