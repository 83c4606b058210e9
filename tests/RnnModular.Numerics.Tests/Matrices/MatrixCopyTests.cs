namespace RnnModular.Numerics.Tests;

public sealed unsafe class MatrixCopyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 33)]
    [InlineData(5, 8)]
    [InlineData(7, 31)]
    [InlineData(17, 9)]
    [InlineData(33, 7)]
    public void A_transpose_has_each_value_once_and_leaves_zeros_in_the_padding(int rows, int columns)
    {
        const int Sequences = 2;
        (int sourceRow, int targetRow) = (Alignment.Stride(columns), Alignment.Stride(rows));
        using var source = new AlignedBuffer(Sequences * rows * sourceRow);
        using var target = new AlignedBuffer((Sequences * columns * targetRow) + 1);
        for (int index = 0; index < source.Length; index++)
        {
            source.Pointer[index] = index + 1;
        }

        target.Pointer[target.Length - 1] = -1;

        MatrixCopy.Transposed(source.Pointer, rows * sourceRow, rows, columns, target.Pointer, columns * targetRow, Sequences);

        for (int sequence = 0; sequence < Sequences; sequence++)
        {
            for (int column = 0; column < columns; column++)
            {
                for (int row = 0; row < targetRow; row++)
                {
                    float expected = row < rows ? source.Pointer[(((sequence * rows) + row) * sourceRow) + column] : 0;
                    Assert.Equal(expected, target.Pointer[(((sequence * columns) + column) * targetRow) + row]);
                }
            }
        }

        Assert.Equal(-1, target.Pointer[target.Length - 1]);
    }
}
