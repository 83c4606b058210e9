using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

/// <summary>Matrices for tests, filled from named random streams.</summary>
sealed class Memory : IDisposable
{
    readonly List<AlignedBuffer> _buffers = [];

    public MatrixView Zeros(int rows, int columns)
    {
        var buffer = new AlignedBuffer();
        _buffers.Add(buffer);
        return buffer.Matrix(rows, columns);
    }

    public MatrixView Random(int rows, int columns, string name)
    {
        MatrixView matrix = Zeros(rows, columns);
        var stream = new Philox(7, name);
        for (int row = 0; row < rows; row++)
        {
            stream.FillUniform(matrix[row], -1, 1);
        }

        return matrix;
    }

    public MatrixView Of(float[,] values)
    {
        MatrixView matrix = Zeros(values.GetLength(0), values.GetLength(1));
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int column = 0; column < matrix.Columns; column++)
            {
                matrix[row][column] = values[row, column];
            }
        }

        return matrix;
    }

    public void Dispose() => _buffers.ForEach(buffer => buffer.Dispose());
}
