namespace RnnModular.Numerics;

/// <summary>
/// e^A of a matrix of weights and its gradient, in float64 inside, by scaling and squaring: e^A = (e^(A / 2^s))^(2^s), the inner one by
/// <see cref="ExponentialSeries"/>. What the gradient reads again is kept from one weight update to the next.
/// </summary>
public sealed unsafe class MatrixExponential : IDisposable
{
    // Further squares, of weights far too large, are made again.
    const int MostKept = 4;

    readonly int _n;
    readonly DoubleRoom _kept = new();
    int _squarings;

    /// <summary>Of matrices [n, n].</summary>
    public MatrixExponential(int n) => _n = n;

    /// <summary>Y = e^A, both row-major.</summary>
    public void Of(float* a, float* y)
    {
        DoubleRoom scratch = DoubleRoom.Scratch(2, _n, _n);
        _kept.Of(ExponentialSeries.Powers + MostKept, _n, _n);
        ExponentialSeries series = Series;
        series.First.Read(a);
        _squarings = series.Halve();
        DoubleMatrix value = scratch[0];
        series.Of(value, scratch[1]);
        for (int square = 0; square < _squarings; square++)
        {
            DoubleMatrix root = square < MostKept ? Root(square) : scratch[1];
            for (int row = 0; row < _n; row++)
            {
                value[row].CopyTo(root[row]);
            }

            DoubleProduct.Set(root, root, value);
        }

        value.Write(y);
    }

    /// <summary>
    /// dA, given dY: the derivative of e^Aᵀ in the direction dY, which is the transpose of that of e^A in the direction dYᵀ
    /// (Al-Mohy and Higham 2009, on the series used here). Workspaces of one cell may ask for it side by side.
    /// </summary>
    public void Gradient(float* dy, float* da)
    {
        DoubleRoom scratch = DoubleRoom.Scratch(ExponentialSeries.Powers + 4, _n, _n);
        DoubleMatrix slope = scratch[ExponentialSeries.Powers];
        DoubleMatrix other = scratch[ExponentialSeries.Powers + 1];
        DoubleMatrix root = scratch[ExponentialSeries.Powers + 2];
        DoubleMatrix next = scratch[ExponentialSeries.Powers + 3];
        ExponentialSeries direction = new(scratch);
        Transpose(other.Read(dy), direction.First);
        ExponentialSeries.Scale(direction.First, -_squarings);
        Series.Slope(direction, slope, other, root);
        for (int square = 0; square < _squarings; square++)
        {
            if (square < MostKept)
            {
                root = Root(square);
            }
            else
            {
                DoubleProduct.Set(root, root, next);
                (root, next) = (next, square == MostKept ? scratch[ExponentialSeries.Powers + 2] : root);
            }

            DoubleProduct.Set(root, slope, other);
            DoubleProduct.Add(slope, root, other);
            (slope, other) = (other, slope);
        }

        Transpose(slope, other);
        other.Write(da);
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    ExponentialSeries Series => new(_kept);

    /// <summary>e^(A / 2^(s − square)).</summary>
    DoubleMatrix Root(int square) => _kept[ExponentialSeries.Powers + square];

    static void Transpose(DoubleMatrix source, DoubleMatrix target)
    {
        for (int row = 0; row < target.Rows; row++)
        {
            for (int column = 0; column < target.Columns; column++)
            {
                target[row][column] = source[column][row];
            }
        }
    }
}
