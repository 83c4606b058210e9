namespace RnnModular;

/// <summary>A row-major float32 matrix in memory that somebody else owns and keeps in place.</summary>
/// <param name="Address">Address of the first element.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Width of a row in use.</param>
/// <param name="Stride">Floats from one row to the next.</param>
public readonly unsafe record struct MatrixView(nint Address, int Rows, int Columns, int Stride)
{
    /// <summary>A view of <paramref name="rows"/> rows at <paramref name="data"/>.</summary>
    public MatrixView(float* data, int rows, int columns, int stride) : this((nint)data, rows, columns, stride) { }

    /// <summary>No matrix at all: an optional argument left out.</summary>
    public static MatrixView None => default;

    /// <summary>First element.</summary>
    public float* Data => (float*)Address;

    /// <summary>True when there is no matrix.</summary>
    public bool IsNone => Address == 0;

    /// <summary>Row <paramref name="row"/>, its columns in use.</summary>
    public Span<float> this[int row] => new(Data + (nint)row * Stride, Columns);

    /// <summary>Rows [<paramref name="first"/>, <paramref name="first"/> + <paramref name="count"/>).</summary>
    public MatrixView RowRange(int first, int count) => new(Data + (nint)first * Stride, count, Columns, Stride);

    /// <summary>Columns [<paramref name="first"/>, <paramref name="first"/> + <paramref name="count"/>).</summary>
    public MatrixView ColumnRange(int first, int count) => new(Data + first, Rows, count, Stride);

    /// <summary>Sets every used value to zero.</summary>
    public void Clear()
    {
        for (int row = 0; row < Rows; row++)
        {
            this[row].Clear();
        }
    }

    /// <summary>Copies the used columns of every row.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void CopyTo(MatrixView target)
    {
        if (target.Rows != Rows || target.Columns != Columns)
        {
            throw new ArgumentException($"Cannot copy [{Rows}, {Columns}] into [{target.Rows}, {target.Columns}].", nameof(target));
        }

        for (int row = 0; row < Rows; row++)
        {
            this[row].CopyTo(target[row]);
        }
    }
}
