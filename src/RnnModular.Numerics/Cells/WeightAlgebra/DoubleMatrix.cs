using System.Numerics.Tensors;

namespace RnnModular.Numerics;

/// <summary>A view of float64 values: element (r, c) is at <c>Data[r · RowStep + c · ColumnStep]</c>.</summary>
readonly unsafe struct DoubleMatrix(double* data, int rows, int columns, nint rowStep, nint columnStep = 1)
{
    public readonly double* Data = data;
    public readonly int Rows = rows;
    public readonly int Columns = columns;
    public readonly nint RowStep = rowStep;
    public readonly nint ColumnStep = columnStep;

    /// <summary>A row, of columns that lie side by side.</summary>
    public Span<double> this[int row] => new(Data + (row * RowStep), Columns);

    /// <summary>The transpose of the same values.</summary>
    public DoubleMatrix Transposed => new(Data, Columns, Rows, ColumnStep, RowStep);

    /// <summary>Some rows and columns.</summary>
    public DoubleMatrix Part(int row, int rows, int column, int columns) =>
        new(Data + (row * RowStep) + (column * ColumnStep), rows, columns, RowStep, ColumnStep);

    /// <summary>Takes float32 values, row-major, and the matrix.</summary>
    public DoubleMatrix Read(float* values)
    {
        for (int row = 0; row < Rows; row++, values += Columns)
        {
            TensorPrimitives.ConvertChecked<float, double>(new ReadOnlySpan<float>(values, Columns), this[row]);
        }

        return this;
    }

    /// <summary>Writes the values as float32, row-major.</summary>
    public void Write(float* values)
    {
        for (int row = 0; row < Rows; row++, values += Columns)
        {
            TensorPrimitives.ConvertSaturating<double, float>(this[row], new Span<float>(values, Columns));
        }
    }

    /// <summary>Becomes c I, the matrix with c on its diagonal.</summary>
    public DoubleMatrix Diagonal(double c)
    {
        for (int row = 0; row < Rows; row++)
        {
            this[row].Clear();
            this[row][row] = c;
        }

        return this;
    }
}
