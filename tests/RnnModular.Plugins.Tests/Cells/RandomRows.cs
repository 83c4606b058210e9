using RnnModular.Numerics;

namespace RnnModular.Plugins.Tests.Cells;

/// <summary>Rows of random values in ±1.</summary>
static class RandomRows
{
    /// <summary>Fills a buffer; the same seed and name give the same values.</summary>
    public static MatrixView Fill(AlignedBuffer buffer, int rows, int columns, ulong seed, string name)
    {
        MatrixView matrix = buffer.Matrix(rows, columns);
        var random = new Philox(seed, name);
        for (int row = 0; row < rows; row++)
        {
            random.FillUniform(matrix[row], -1, 1);
        }

        return matrix;
    }
}
