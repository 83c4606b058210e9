using System.Numerics.Tensors;

namespace RnnModular.Numerics;

/// <summary>
/// e^A by scaling and squaring, the inner one by Taylor's series up to A¹⁹ in seven products: its terms in groups of four, by
/// Horner's rule in A⁴ (Paterson and Stockmeyer 1973).
/// </summary>
static class MatrixExponential
{
    // Within it the terms beyond the last are below float64's.
    const double LargestNorm = 0.5;

    // Beyond so many, values have overflowed long ago.
    const int MostSquarings = 1100;

    const int Group = 4;
    const int Groups = 5;

    /// <summary>Replaces a square matrix by its exponential.</summary>
    public static void Of(Rented a)
    {
        int n = a.Rows;
        double norm = 0;
        for (int row = 0; row < n; row++)
        {
            norm = Math.Max(norm, TensorPrimitives.SumOfMagnitudes<double>(a[row]));
        }

        int squarings = 0;
        for (; norm > LargestNorm && squarings < MostSquarings; norm /= 2)
        {
            squarings++;
        }

        TensorPrimitives.Multiply(a.All, Math.ScaleB(1, -squarings), a.All);
        using var second = new Rented(n, n);
        using var third = new Rented(n, n);
        using var fourth = new Rented(n, n);
        WeightMatrices.Add(a, a, second);
        WeightMatrices.Add(a, second, third);
        WeightMatrices.Add(second, second, fourth);
        using var sum = new Rented(n, n);
        using var product = new Rented(n, n);
        double factorial = 1;
        for (int term = 2; term < Group * Groups; term++)
        {
            factorial *= term;
        }

        for (int group = Groups - 1; group >= 0; group--)
        {
            if (group < Groups - 1)
            {
                product.Fill(0);
                WeightMatrices.Add(fourth, sum, product);
                product.All.CopyTo(sum.All);
            }

            for (int power = Group - 1; power >= 0; power--)
            {
                int term = (group * Group) + power;
                AddScaled(sum, power, 1 / factorial);
                factorial /= Math.Max(term, 1);
            }
        }

        for (; squarings > 0; squarings--)
        {
            product.Fill(0);
            WeightMatrices.Add(sum, sum, product);
            product.All.CopyTo(sum.All);
        }

        sum.All.CopyTo(a.All);

        void AddScaled(Rented target, int power, double factor)
        {
            if (power == 0)
            {
                WeightMatrices.AddToDiagonal(target, factor);
                return;
            }

            Rented powers = power == 1 ? a : power == 2 ? second : third;
            TensorPrimitives.MultiplyAdd(powers.All, factor, target.All, target.All);
        }
    }
}
