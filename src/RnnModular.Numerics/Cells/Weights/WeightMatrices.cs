using System.Buffers;
using System.Numerics.Tensors;

namespace RnnModular.Numerics;

/// <summary>
/// Linear algebra on weights, once per weight update and once per backward run: in float64 inside, matrices row-major. A singular
/// matrix gives NaN, which the trainer names as it does any value that is not finite.
/// </summary>
public static unsafe class WeightMatrices
{
    /// <summary>C = A B, of A [rows, depth] and B [depth, columns].</summary>
    public static void Product(float* a, float* b, float* c, int rows, int depth, int columns)
    {
        using var left = new Rented(a, rows, depth);
        using var right = new Rented(b, depth, columns);
        using var result = new Rented(rows, columns);
        Add(left, right, result);
        result.CopyTo(c);
    }

    /// <summary>The X with A X = B, of A [n, n] and B [n, columns].</summary>
    public static void Solve(float* a, float* b, float* x, int n, int columns)
    {
        using var left = new Rented(a, n, n);
        using var right = new Rented(b, n, columns);
        Eliminate(left, right);
        right.CopyTo(x);
    }

    /// <summary>A⁻¹, of A [n, n].</summary>
    public static void Inverse(float* a, float* y, int n)
    {
        using var left = new Rented(a, n, n);
        using var right = new Rented(n, n);
        AddToDiagonal(right, 1);
        Eliminate(left, right);
        right.CopyTo(y);
    }

    /// <summary>e^A, of A [n, n].</summary>
    public static void Exponential(float* a, float* y, int n)
    {
        using var matrix = new Rented(a, n, n);
        MatrixExponential.Of(matrix);
        matrix.CopyTo(y);
    }

    /// <summary>The derivative of e^A in a direction E, which is the corner of e^[A E; 0 A] (Van Loan 1978).</summary>
    public static void ExponentialSlope(float* a, float* direction, float* y, int n)
    {
        using var blocks = new Rented(2 * n, 2 * n);
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column < n; column++)
            {
                double value = a[(row * n) + column];
                blocks[row][column] = value;
                blocks[n + row][n + column] = value;
                blocks[row][n + column] = direction[(row * n) + column];
            }
        }

        MatrixExponential.Of(blocks);
        for (int row = 0; row < n; row++)
        {
            TensorPrimitives.ConvertSaturating<double, float>(blocks[row].Slice(n, n), new Span<float>(y + (row * n), n));
        }
    }

    /// <summary>C += A B.</summary>
    internal static void Add(Rented a, Rented b, Rented c)
    {
        for (int row = 0; row < a.Rows; row++)
        {
            Span<double> sum = c[row];
            for (int k = 0; k < a.Columns; k++)
            {
                // Blocks of zeros cost nothing.
                if (a[row][k] is var factor && factor != 0)
                {
                    TensorPrimitives.MultiplyAdd(b[k], factor, sum, sum);
                }
            }
        }
    }

    /// <summary>A += c I.</summary>
    internal static void AddToDiagonal(Rented a, double c)
    {
        for (int index = 0; index < a.Rows; index++)
        {
            a[index][index] += c;
        }
    }

    /// <summary>B becomes A⁻¹ B, by elimination with row pivots; A is used up.</summary>
    static void Eliminate(Rented a, Rented b)
    {
        int n = a.Rows;
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < n; row++)
            {
                pivot = Math.Abs(a[row][column]) > Math.Abs(a[pivot][column]) ? row : pivot;
            }

            if (a[pivot][column] == 0)
            {
                b.Fill(double.NaN);
                return;
            }

            a.Swap(pivot, column);
            b.Swap(pivot, column);
            for (int row = 0; row < n; row++)
            {
                if (row != column && a[row][column] / a[column][column] is var factor && factor != 0)
                {
                    TensorPrimitives.MultiplyAdd(a[column][column..], -factor, a[row][column..], a[row][column..]);
                    TensorPrimitives.MultiplyAdd(b[column], -factor, b[row], b[row]);
                }
            }
        }

        for (int row = 0; row < n; row++)
        {
            TensorPrimitives.Divide(b[row], a[row][row], b[row]);
        }
    }
}

/// <summary>A matrix of float64 from the pool, so that a weight update allocates nothing.</summary>
readonly unsafe struct Rented : IDisposable
{
    readonly double[] _values;

    /// <summary>Zeros.</summary>
    public Rented(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        _values = ArrayPool<double>.Shared.Rent(checked(rows * columns));
        Fill(0);
    }

    /// <summary>A copy.</summary>
    public Rented(float* values, int rows, int columns) : this(rows, columns) =>
        TensorPrimitives.ConvertChecked(new ReadOnlySpan<float>(values, rows * columns), All);

    /// <summary>Its rows.</summary>
    public int Rows { get; }

    /// <summary>Its columns.</summary>
    public int Columns { get; }

    /// <summary>Its values, row by row.</summary>
    public Span<double> All => _values.AsSpan(0, Rows * Columns);

    /// <summary>A row.</summary>
    public Span<double> this[int row] => _values.AsSpan(row * Columns, Columns);

    /// <summary>Sets every value.</summary>
    public void Fill(double value) => All.Fill(value);

    /// <summary>Writes it as float32.</summary>
    public void CopyTo(float* target) => TensorPrimitives.ConvertSaturating<double, float>(All, new Span<float>(target, Rows * Columns));

    /// <summary>Exchanges two rows.</summary>
    public void Swap(int a, int b)
    {
        for (int column = 0; a != b && column < Columns; column++)
        {
            (this[a][column], this[b][column]) = (this[b][column], this[a][column]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<double>.Shared.Return(_values);
}
