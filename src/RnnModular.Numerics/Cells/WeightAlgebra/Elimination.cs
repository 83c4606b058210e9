using System.Numerics.Tensors;

namespace RnnModular.Numerics;

/// <summary>
/// Gaussian elimination with row pivots, by blocks of columns: what lies right of a block and below it is updated by products, which
/// are nearly all of the work.
/// </summary>
static class Elimination
{
    const int Block = 32;

    /// <summary>B becomes A⁻¹ B, of A [n, n]; A is used up. A singular A makes NaN of B.</summary>
    public static void Solve(DoubleMatrix a, DoubleMatrix b)
    {
        int n = a.Rows;
        for (int first = 0; first < n; first += Block)
        {
            int size = Math.Min(Block, n - first);
            if (!Factor(a, b, first, size))
            {
                for (int row = 0; row < n; row++)
                {
                    b[row].Fill(double.NaN);
                }

                return;
            }

            int rest = first + size;
            DoubleMatrix right = a.Part(first, size, rest, n - rest);
            DoubleMatrix side = b.Part(first, size, 0, b.Columns);
            DoubleMatrix corner = a.Part(first, size, first, size);
            Forward(corner, right);
            Forward(corner, side);
            DoubleMatrix below = a.Part(rest, n - rest, first, size);
            DoubleProduct.Subtract(below, right, a.Part(rest, n - rest, rest, n - rest));
            DoubleProduct.Subtract(below, side, b.Part(rest, n - rest, 0, b.Columns));
        }

        for (int first = (n - 1) / Block * Block; first >= 0; first -= Block)
        {
            int size = Math.Min(Block, n - first);
            DoubleMatrix side = b.Part(first, size, 0, b.Columns);
            Backward(a.Part(first, size, first, size), side);
            DoubleProduct.Subtract(a.Part(0, first, first, size), side, b.Part(0, first, 0, b.Columns));
        }
    }

    /// <summary>Eliminates below the diagonal in a block of columns, and leaves the factors there. False when there is no pivot.</summary>
    static bool Factor(DoubleMatrix a, DoubleMatrix b, int first, int size)
    {
        for (int column = first; column < first + size; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < a.Rows; row++)
            {
                pivot = Math.Abs(a[row][column]) > Math.Abs(a[pivot][column]) ? row : pivot;
            }

            if (a[pivot][column] == 0)
            {
                return false;
            }

            Swap(a, pivot, column);
            Swap(b, pivot, column);
            ReadOnlySpan<double> tail = a[column][(column + 1)..(first + size)];
            for (int row = column + 1; row < a.Rows; row++)
            {
                double factor = a[row][column] /= a[column][column];
                Span<double> target = a[row][(column + 1)..(first + size)];
                TensorPrimitives.MultiplyAdd(tail, -factor, target, target);
            }
        }

        return true;
    }

    /// <summary>B becomes L⁻¹ B, with ones on the diagonal of L.</summary>
    static void Forward(DoubleMatrix l, DoubleMatrix b)
    {
        for (int row = 1; row < l.Rows; row++)
        {
            for (int k = 0; k < row; k++)
            {
                TensorPrimitives.MultiplyAdd(b[k], -l[row][k], b[row], b[row]);
            }
        }
    }

    /// <summary>B becomes U⁻¹ B.</summary>
    static void Backward(DoubleMatrix u, DoubleMatrix b)
    {
        for (int row = u.Rows - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < u.Rows; k++)
            {
                TensorPrimitives.MultiplyAdd(b[k], -u[row][k], b[row], b[row]);
            }

            TensorPrimitives.Divide(b[row], u[row][row], b[row]);
        }
    }

    static void Swap(DoubleMatrix a, int one, int other)
    {
        Span<double> first = a[one];
        Span<double> second = a[other];
        for (int column = 0; one != other && column < first.Length; column++)
        {
            (first[column], second[column]) = (second[column], first[column]);
        }
    }
}
