using System.Numerics;
using System.Numerics.Tensors;

namespace RnnModular.Numerics;

/// <summary>
/// Taylor's series of e^A up to A¹⁸ in five products (Bader, Blanes and Casas 2019, arXiv:1710.10989): with B₁ … B₅ combinations
/// of I, A, A², A³ and A⁶, A⁹ = B₁ B₅ + B₄ (as they call it, though it is only like a ninth power) and e^A = B₂ + (B₃ + A⁹) A⁹.
/// No system is solved, unlike in Padé's way, so all of it runs at the speed of products.
/// </summary>
/// <param name="powers">Room for A, A², A³, A⁶ and A⁹, or for their derivatives.</param>
readonly unsafe struct ExponentialSeries(DoubleRoom powers)
{
    /// <summary>Matrices it keeps.</summary>
    public const int Powers = 5;

    // Within it the terms beyond the last are below 4e-11, also those of the derivative. Squaring doubles that as often as the norm was
    // halved; to round weights to float32, as they are given, does a thousand times as much.
    const double LargestNorm = 2;

    // The norm of A itself is only held so far, that the sums below lose no digits that count.
    const double LargestFirst = 8;

    // Columns: I, A, A², A³, A⁶.
    static readonly double[][] _coefficients =
    [
        [0, -1.00365581030144618291e-01, -8.02924648241156932449e-03, -8.92138498045729985177e-04, 0],
        [0, 3.97849749499645077844e-01, 1.36783778460411720168e+00, 4.98289622525382669416e-01, -6.37898194594723280150e-04],
        [-1.09676396052962061844e+01, 1.68015813878906206114e+00, 5.71779846478865511061e-02, -6.98210122488052056106e-03, 3.34975017086070470649e-05],
        [-9.04316832390810593223e-02, -6.76404519071381882256e-02, 6.75961301770459654925e-02, 2.95552570429315521194e-02, -1.39180257516060693404e-05],
        [0, 0, -9.23364619367118555360e-02, -1.69364939002081722752e-02, -1.40086798182036094347e-05],
    ];

    /// <summary>A itself, to be filled before anything is asked for.</summary>
    public DoubleMatrix First => powers[0];

    DoubleMatrix Second => powers[1];

    DoubleMatrix Third => powers[2];

    DoubleMatrix Sixth => powers[3];

    DoubleMatrix Ninth => powers[4];

    /// <summary>
    /// Halves A until the series holds, and returns how often. What counts is how fast its powers grow (Al-Mohy and Higham 2009), which
    /// for weights made skew is much slower than the norm of A says: ‖Aᵏ‖ ≤ αᵏ for all k beyond 18, since Aᵏ is A⁶ several times
    /// and a rest.
    /// </summary>
    public int Halve()
    {
        DoubleProduct.Set(First, First, Second);
        DoubleProduct.Set(First, Second, Third);
        DoubleProduct.Set(Third, Third, Sixth);
        (double first, double second, double third, double sixth) = (Norm(First), Norm(Second), Norm(Third), Norm(Sixth));
        ReadOnlySpan<double> rests = [1, first, second, third, second * second, second * third];
        double alpha = Math.Pow(sixth, 1.0 / 6);
        for (int rest = 1; rest < rests.Length; rest++)
        {
            alpha = Math.Max(alpha, Math.Pow(Math.Pow(sixth, 3) * rests[rest], 1.0 / (18 + rest)));
        }

        // Where a value is not finite, neither is the result.
        double over = Math.Max(alpha / LargestNorm, first / LargestFirst);
        if (!double.IsFinite(over) || over <= 1)
        {
            return 0;
        }

        int times = (int)Math.Ceiling(Math.Log2(over));
        Scale(First, -times);
        Scale(Second, -2 * times);
        Scale(Third, -3 * times);
        Scale(Sixth, -6 * times);
        return times;
    }

    /// <summary>e^A, of a matrix halved so far.</summary>
    /// <param name="value">Where it goes.</param>
    /// <param name="scratch">What it holds is overwritten.</param>
    public void Of(DoubleMatrix value, DoubleMatrix scratch)
    {
        DoubleMatrix ninth = Combine(4, Ninth);
        DoubleProduct.Add(Combine(1, scratch), Combine(5, value), ninth);
        DoubleProduct.Add(Combine(3, scratch, ninth), ninth, Combine(2, value));
    }

    /// <summary>The derivative of e^A in a direction: each product's by the rule for products, on the powers kept.</summary>
    /// <param name="direction">Its first is the direction; the others become the derivatives of the powers.</param>
    /// <param name="slope">Where it goes.</param>
    /// <param name="left">What it holds is overwritten,</param>
    /// <param name="right">and this too.</param>
    public void Slope(ExponentialSeries direction, DoubleMatrix slope, DoubleMatrix left, DoubleMatrix right)
    {
        Multiplied(First, First, direction.First, direction.First, direction.Second);
        Multiplied(First, Second, direction.First, direction.Second, direction.Third);
        Multiplied(Third, Third, direction.Third, direction.Third, direction.Sixth);
        DoubleMatrix ninth = direction.Combine(4, direction.Ninth, constant: false);
        DoubleProduct.Add(direction.Combine(1, left, constant: false), Combine(5, right), ninth);
        DoubleProduct.Add(Combine(1, left), direction.Combine(5, right, constant: false), ninth);
        direction.Combine(2, slope, constant: false);
        DoubleProduct.Add(direction.Combine(3, left, ninth, constant: false), Ninth, slope);
        DoubleProduct.Add(Combine(3, left, Ninth), ninth, slope);
    }

    /// <summary>A becomes A · 2^exponent.</summary>
    public static void Scale(DoubleMatrix a, int exponent)
    {
        for (int row = 0; row < a.Rows; row++)
        {
            TensorPrimitives.Multiply(a[row], Math.ScaleB(1, exponent), a[row]);
        }
    }

    static double Norm(DoubleMatrix a)
    {
        double norm = 0;
        for (int row = 0; row < a.Rows; row++)
        {
            norm = Math.Max(norm, TensorPrimitives.SumOfMagnitudes<double>(a[row]));
        }

        return norm;
    }

    // d(a b) = da b + a db.
    static void Multiplied(DoubleMatrix a, DoubleMatrix b, DoubleMatrix da, DoubleMatrix db, DoubleMatrix target)
    {
        DoubleProduct.Set(da, b, target);
        DoubleProduct.Add(a, db, target);
    }

    /// <summary>B of a number, and the target.</summary>
    DoubleMatrix Combine(int number, DoubleMatrix target, DoubleMatrix? plus = null, bool constant = true)
    {
        double[] b = _coefficients[number - 1];
        for (int row = 0; row < target.Rows; row++)
        {
            Span<double> sum = target[row];
            if (plus is { } more)
            {
                more[row].CopyTo(sum);
            }
            else
            {
                sum.Clear();
            }

            nint start = row * target.RowStep;
            AddTerms(target.Data + start, First.Data + start, Second.Data + start, Third.Data + start, Sixth.Data + start, b, sum.Length);
            sum[row] += constant ? b[0] : 0;
        }

        return target;
    }

    static void AddTerms(double* sum, double* first, double* second, double* third, double* sixth, double[] b, int length)
    {
        int column = 0;
        for (; column <= length - Vector<double>.Count; column += Vector<double>.Count)
        {
            Vector<double> near = (Vector.Load(first + column) * b[1]) + (Vector.Load(second + column) * b[2]);
            Vector<double> far = (Vector.Load(third + column) * b[3]) + (Vector.Load(sixth + column) * b[4]);
            (Vector.Load(sum + column) + (near + far)).Store(sum + column);
        }

        for (; column < length; column++)
        {
            sum[column] += (first[column] * b[1]) + (second[column] * b[2]) + ((third[column] * b[3]) + (sixth[column] * b[4]));
        }
    }
}
