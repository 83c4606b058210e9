namespace RnnModular;

/// <summary>How a parameter starts.</summary>
public enum InitialValue
{
    /// <summary>Uniform in ±1/√H, PyTorch's choice for every weight and bias of a recurrent layer.</summary>
    UniformByHidden,

    /// <summary>Every value equal to <see cref="CellParameter.Constant"/>.</summary>
    Constant,

    /// <summary>Uniform in ±√(6/(rows+columns)) (Glorot and Bengio 2010).</summary>
    Xavier,

    /// <summary>A random matrix with orthonormal rows or columns (Saxe et al. 2014).</summary>
    Orthogonal,

    /// <summary>Each value as <see cref="CellParameter.Draw"/> makes it.</summary>
    Drawn,
}

/// <summary>One parameter of a cell with concrete sizes: a row-major view into the flat parameter buffer.</summary>
/// <param name="Name">The spec's name, for instance <c>Wr</c>.</param>
/// <param name="Rows">Rows of a matrix, length of a vector.</param>
/// <param name="Columns">Columns of a matrix, 1 for a vector.</param>
/// <param name="Offset">First element in the flat buffer. Parts of one public tensor are adjacent.</param>
/// <param name="Initial">How it starts.</param>
/// <param name="Constant">The value when <paramref name="Initial"/> is constant.</param>
public sealed record CellParameter(string Name, int Rows, int Columns, int Offset, InitialValue Initial, float Constant)
{
    /// <summary>Number of values.</summary>
    public int Length => Rows * Columns;

    /// <summary>What the values of <see cref="InitialValue.UniformByHidden"/>, <see cref="InitialValue.Xavier"/> and <see cref="InitialValue.Orthogonal"/> are multiplied by.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Makes one value of <see cref="InitialValue.Drawn"/>.</summary>
    public Func<InitialDraw, double>? Draw { get; init; }
}

/// <summary>A public tensor with concrete sizes: adjacent parameters seen as one [Rows, Columns] block.</summary>
/// <param name="Name">Public name without layer suffix.</param>
/// <param name="Shape">[rows, columns], or [rows] for vectors.</param>
/// <param name="Offset">First element in the flat buffer.</param>
/// <param name="Length">Number of values.</param>
public sealed record CellTensor(string Name, IReadOnlyList<int> Shape, int Offset, int Length);

/// <summary>One carried state with concrete sizes.</summary>
/// <param name="Name">The spec's name, for instance <c>h</c>.</param>
/// <param name="Rows">Length of a vector, rows of a matrix.</param>
/// <param name="Columns">1 for a vector, columns of a matrix.</param>
/// <param name="Offset">First column in a state row; a multiple of <see cref="Alignment.Floats"/>.</param>
public sealed record CellState(string Name, int Rows, int Columns, int Offset)
{
    /// <summary>Floats it takes in a state row: of a vector its length, of a matrix its rows, each padded to <see cref="Alignment.Floats"/>.</summary>
    public int Size => IsMatrix ? Rows * Alignment.Stride(Columns) : Rows;

    /// <summary>True for a matrix, even of one column.</summary>
    public bool IsMatrix { get; init; }

    /// <summary>Number of values.</summary>
    public int Count => Rows * Columns;

    /// <summary>Where a value lies in a state row, values numbered row by row.</summary>
    public int IndexOf(int value) => Offset + (IsMatrix ? (value / Columns * Alignment.Stride(Columns)) + (value % Columns) : value);
}
