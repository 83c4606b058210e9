namespace RnnModular.Numerics.Tests;

public class ColumnSumsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 8)]
    [InlineData(255, 9)]
    [InlineData(256, 31)]
    [InlineData(1000, 33)]
    [InlineData(3, 1100)]
    public void Sums_are_added_row_by_row_in_blocks(int rows, int columns)
    {
        var random = new Philox(1, "sums");
        using var matrix = new TestMatrix(rows, columns, columns + 3, random);
        var sums = new float[columns];
        random.FillUniform(sums, -1, 1);
        float[] expected = [.. sums];
        for (int column = 0; column < columns; column++)
        {
            for (int block = 0; block < rows; block += 256)
            {
                float sum = 0;
                for (int row = block; row < Math.Min(rows, block + 256); row++)
                {
                    sum += matrix[row, column];
                }

                expected[column] += sum;
            }
        }

        Gemm.ColumnSums(matrix.View, sums, WorkerTeam.Single);
        Assert.Equal(expected, sums);
    }

    [Fact]
    public void Bits_do_not_depend_on_the_team()
    {
        using var matrix = new TestMatrix(2000, 1033, 1040, new Philox(1, "sums"));
        var alone = new float[1033];
        Gemm.ColumnSums(matrix.View, alone, WorkerTeam.Single);
        foreach (int size in (int[])[2, 3])
        {
            using var team = new WorkerTeam(size);
            var together = new float[1033];
            Gemm.ColumnSums(matrix.View, together, team);
            Assert.Equal(alone, together);
        }
    }

    [Fact]
    public void A_wrong_length_is_refused()
    {
        using var matrix = new TestMatrix(2, 3, 3);
        Assert.Throws<ArgumentException>(() => Gemm.ColumnSums(matrix.View, new float[4], WorkerTeam.Single));
    }
}
