namespace RnnModular.CellCompiler.Binding.Constants;

/// <summary>Linear algebra on small constant matrices, in float64.</summary>
static class MatrixAlgebra
{
    // With the norm at most this, the terms of Taylor's series below are beyond float64 after the last.
    const double LargestNorm = 0.5;
    const int Terms = 18;

    /// <summary>A B.</summary>
    public static ConstantValue Product(ConstantValue a, ConstantValue b)
    {
        var values = new double[a.Rows * b.Columns];
        for (int row = 0; row < a.Rows; row++)
        {
            for (int inner = 0; inner < a.Columns; inner++)
            {
                double factor = a.Values[(row * a.Columns) + inner];
                for (int column = 0; column < b.Columns; column++)
                {
                    values[(row * b.Columns) + column] += factor * b.Values[(inner * b.Columns) + column];
                }
            }
        }

        return new ConstantValue(a.Rows, b.Columns, b.IsMatrix, values);
    }

    /// <summary>Aᵀ.</summary>
    public static ConstantValue Transpose(ConstantValue a)
    {
        ConstantValue result = ConstantValue.Matrix(a.Columns, a.Rows);
        for (int row = 0; row < a.Rows; row++)
        {
            for (int column = 0; column < a.Columns; column++)
            {
                result.Values[(column * a.Rows) + row] = a.Values[(row * a.Columns) + column];
            }
        }

        return result;
    }

    /// <summary>e^A by scaling and squaring: e^A = (e^(A / 2^s))^(2^s), the inner one by Taylor's series.</summary>
    public static ConstantValue Exponential(ConstantValue a)
    {
        int squarings = 0;
        double norm = Enumerable.Range(0, a.Rows).Max(r => Enumerable.Range(0, a.Columns).Sum(c => Math.Abs(a.Values[(r * a.Columns) + c])));
        for (; norm > LargestNorm && squarings < 1100; norm /= 2)
        {
            squarings++;
        }

        ConstantValue scaled = a.Map(v => v / Math.Pow(2, squarings));
        ConstantValue sum = ConstantValue.Identity(a.Rows);
        ConstantValue term = sum;
        for (int k = 1; k <= Terms; k++)
        {
            double factor = 1.0 / k;
            term = Product(term, scaled).Map(v => v * factor);
            sum = sum with { Values = [.. sum.Values.Zip(term.Values, static (x, y) => x + y)] };
        }

        for (; squarings > 0; squarings--)
        {
            sum = Product(sum, sum);
        }

        return sum;
    }

    /// <summary>The X with A X = B, by elimination with row pivots; null when A is singular.</summary>
    public static ConstantValue? Solve(ConstantValue a, ConstantValue b)
    {
        int n = a.Rows;
        double[] left = [.. a.Values];
        double[] right = [.. b.Values];
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < n; row++)
            {
                pivot = Math.Abs(left[(row * n) + column]) > Math.Abs(left[(pivot * n) + column]) ? row : pivot;
            }

            if (left[(pivot * n) + column] == 0)
            {
                return null;
            }

            Swap(left, n, column, pivot);
            Swap(right, b.Columns, column, pivot);
            for (int row = 0; row < n; row++)
            {
                double factor = left[(row * n) + column] / left[(column * n) + column];
                if (row != column && factor != 0)
                {
                    Subtract(left, n, row, column, factor);
                    Subtract(right, b.Columns, row, column, factor);
                }
            }
        }

        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column < b.Columns; column++)
            {
                right[(row * b.Columns) + column] /= left[(row * n) + row];
            }
        }

        return b with { Values = right };
    }

    static void Swap(double[] values, int width, int a, int b)
    {
        for (int column = 0; a != b && column < width; column++)
        {
            (values[(a * width) + column], values[(b * width) + column]) = (values[(b * width) + column], values[(a * width) + column]);
        }
    }

    static void Subtract(double[] values, int width, int row, int from, double factor)
    {
        for (int column = 0; column < width; column++)
        {
            values[(row * width) + column] -= factor * values[(from * width) + column];
        }
    }
}
