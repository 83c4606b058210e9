namespace RnnModular.Learning.Tests;

public sealed class InitializerTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 7)]
    [InlineData(8, 31)]
    [InlineData(33, 33)]
    public void Orthogonal_rows_or_columns_are_orthonormal(int rows, int columns)
    {
        var values = new float[rows * columns];
        Initializer.Orthogonal(values, rows, columns, 1, "w");
        bool byColumn = rows >= columns;
        int count = Math.Min(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = 0;
                for (int k = 0; k < Math.Max(rows, columns); k++)
                {
                    dot += (double)(byColumn ? values[k * columns + a] : values[a * columns + k]) * (byColumn ? values[k * columns + b] : values[b * columns + k]);
                }

                Assert.Equal(a == b ? 1 : 0, dot, 1e-5);
            }
        }
    }

    [Fact]
    public void Xavier_is_uniform_up_to_its_bound()
    {
        var values = new float[20 * 30];
        Initializer.Xavier(values, 20, 30, 1, "w");
        float bound = MathF.Sqrt(6f / 50);
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.InRange(values.Max(), 0.95f * bound, bound);
        Assert.InRange(values.Min(), -bound, -0.95f * bound);
    }

    [Theory]
    [InlineData(InitialValue.UniformByHidden, 0.5f)]
    [InlineData(InitialValue.Constant, 2f)]
    public void A_cells_parameter_starts_the_way_its_spec_says(InitialValue initial, float bound)
    {
        var values = new float[40];
        Initializer.Fill(values, new CellParameter("b", 40, 1, 0, initial, 2), hiddenSize: 4, seed: 1, "b");
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.Equal(initial == InitialValue.Constant ? 1 : 40, values.Distinct().Count());
    }
}
