namespace RnnModular.CellCompiler.Binding.Notation;

/// <summary>What an expression is, as far as the names read so far tell.</summary>
enum Sort
{
    /// <summary>Not known yet: a name nothing has defined.</summary>
    Open,

    /// <summary>A single number.</summary>
    Number,

    /// <summary>A vector, which is a column.</summary>
    Vector,

    /// <summary>A transposed vector.</summary>
    Row,

    /// <summary>A matrix among the values of a step.</summary>
    Matrix,

    /// <summary>A matrix of weights or constants.</summary>
    Weight,
}
