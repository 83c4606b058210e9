namespace RnnModular.Numerics;

/// <summary>Room for float64 matrices of one width, that grows and is used again.</summary>
sealed unsafe class DoubleRoom : IDisposable
{
    [ThreadStatic]
    static DoubleRoom? _scratch;

    readonly AlignedBuffer _buffer = new();
    int _rows;
    int _columns;

    /// <summary>Room of the thread's own, until the next call.</summary>
    public static DoubleRoom Scratch(int matrices, int rows, int columns) => (_scratch ??= new DoubleRoom()).Of(matrices, rows, columns);

    /// <summary>Makes room for so many matrices of a size; what they hold is left over.</summary>
    public DoubleRoom Of(int matrices, int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        _buffer.EnsureLength((long)matrices * rows * Stride * (sizeof(double) / sizeof(float)));
        return this;
    }

    /// <summary>A matrix.</summary>
    public DoubleMatrix this[int index] => new((double*)_buffer.Pointer + ((nint)index * _rows * Stride), _rows, _columns, Stride);

    // Whole cache lines, and never a power of two: rows below each other must not share their place in the caches.
    int Stride => ((_columns + 7) & -8) is int whole && whole % 32 == 0 ? whole + 8 : whole;

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
