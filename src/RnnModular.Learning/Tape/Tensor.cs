namespace RnnModular.Learning;

/// <summary>A matrix on a <see cref="Tape"/>. It lives until the tape begins its next pass.</summary>
/// <param name="Id">Its place on the tape, from 1; 0 is no tensor.</param>
/// <param name="Value">[rows, columns], aligned rows.</param>
public readonly record struct Tensor(int Id, MatrixView Value)
{
    /// <summary>No tensor at all: an optional argument left out.</summary>
    public static Tensor None => default;

    /// <summary>True when there is no tensor.</summary>
    public bool IsNone => Id == 0;

    /// <summary>Number of rows.</summary>
    public int Rows => Value.Rows;

    /// <summary>Width of a row.</summary>
    public int Columns => Value.Columns;
}
