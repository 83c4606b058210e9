namespace RnnModular.Numerics;

/// <summary>A matrix of parameters whose rows kernels load as whole vectors: each row padded with zeros.</summary>
sealed unsafe class PaddedMatrix : IDisposable
{
    readonly AlignedBuffer _buffer;
    readonly int _rows;
    readonly int _columns;

    /// <summary>An empty matrix [rows, columns].</summary>
    public PaddedMatrix(string name, int rows, int columns)
    {
        (Name, _rows, _columns) = (name, rows, columns);
        _buffer = new AlignedBuffer((long)rows * Alignment.Stride(columns));
    }

    /// <summary>The parameter.</summary>
    public string Name { get; }

    /// <summary>Its first row.</summary>
    public float* Data => _buffer.Pointer;

    /// <summary>Takes the values from where they lie, row-major.</summary>
    public void Fill(float* values)
    {
        int stride = Alignment.Stride(_columns);
        for (int row = 0; row < _rows; row++)
        {
            new ReadOnlySpan<float>(values + ((nint)row * _columns), _columns).CopyTo(new Span<float>(Data + ((nint)row * stride), _columns));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
