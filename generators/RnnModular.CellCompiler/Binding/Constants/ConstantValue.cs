namespace RnnModular.CellCompiler.Binding.Constants;

/// <summary>The value of a constant: a number, a vector or a matrix, row by row.</summary>
/// <param name="Rows">Its rows; 1 for a number.</param>
/// <param name="Columns">Its columns; 1 unless it is a matrix.</param>
/// <param name="IsMatrix">True for a matrix.</param>
/// <param name="Values">Row by row.</param>
sealed record ConstantValue(int Rows, int Columns, bool IsMatrix, double[] Values)
{
    /// <summary>True for a number.</summary>
    public bool IsNumber => !IsMatrix && Rows == 1;

    /// <summary>True for a multiple of the identity whose size what stands beside it will say.</summary>
    public bool IsOpen => Rows == 0;

    /// <summary>What to call it.</summary>
    public string Kind => IsOpen ? "identity" : IsMatrix ? $"a {Rows} x {Columns} matrix" : IsNumber ? "a number" : $"a vector of {Rows}";

    /// <summary>The identity of a size to come; its one value is what it is multiplied by.</summary>
    public static ConstantValue OpenIdentity { get; } = new(0, 0, true, [1]);

    /// <summary>A number.</summary>
    public static ConstantValue Number(double value) => new(1, 1, false, [value]);

    /// <summary>A matrix of zeros.</summary>
    public static ConstantValue Matrix(int rows, int columns) => new(rows, columns, true, new double[rows * columns]);

    /// <summary>Ones on the diagonal.</summary>
    public static ConstantValue Identity(int size)
    {
        ConstantValue identity = Matrix(size, size);
        for (int index = 0; index < size; index++)
        {
            identity.Values[(index * size) + index] = 1;
        }

        return identity;
    }

    /// <summary>Each value by a function.</summary>
    public ConstantValue Map(Func<double, double> function) => this with { Values = [.. Values.Select(function)] };
}
