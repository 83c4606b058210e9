using System.Numerics.Tensors;
using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>Initial values of weights. Each tensor draws from the stream of its own name, so adding one never changes another.</summary>
public static class Initializer
{
    /// <summary>Fills a cell's parameter the way its spec says.</summary>
    /// <param name="values">[rows · columns] of the parameter.</param>
    /// <param name="parameter">Shape and kind.</param>
    /// <param name="hiddenSize">H, for <see cref="InitialValue.UniformByHidden"/>.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="name">Name of the random stream.</param>
    public static void Fill(Span<float> values, CellParameter parameter, int hiddenSize, ulong seed, string name)
    {
        switch (parameter.Initial)
        {
            case InitialValue.UniformByHidden:
                Uniform(values, 1 / MathF.Sqrt(hiddenSize), seed, name);
                break;
            case InitialValue.Constant:
                values.Fill(parameter.Constant);
                break;
            case InitialValue.Xavier:
                Xavier(values, parameter.Rows, parameter.Columns, seed, name);
                break;
            case InitialValue.Orthogonal:
                Orthogonal(values, parameter.Rows, parameter.Columns, seed, name);
                break;
            case InitialValue.Drawn when parameter.Draw is { } draw:
                new PhiloxDraw(new Philox(seed, name)).Fill(values, parameter.Columns, draw);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(parameter), parameter.Initial, "Unknown initial value.");
        }

        if (parameter.Scale != 1)
        {
            TensorPrimitives.Multiply(values, parameter.Scale, values);
        }
    }

    /// <summary>Uniform in ±<paramref name="bound"/>.</summary>
    public static void Uniform(Span<float> values, float bound, ulong seed, string name) =>
        new Philox(seed, name).FillUniform(values, -bound, bound);

    /// <summary>Uniform in ±√(6/(rows+columns)) (Glorot and Bengio 2010).</summary>
    public static void Xavier(Span<float> values, int rows, int columns, ulong seed, string name) =>
        Uniform(values, MathF.Sqrt(6f / (rows + columns)), seed, name);

    /// <summary>
    /// Orthonormal columns where rows ≥ columns, else orthonormal rows, all such matrices equally likely (Saxe et al. 2014):
    /// normal values made orthonormal by Gram and Schmidt, twice over against rounding.
    /// </summary>
    public static void Orthogonal(Span<float> values, int rows, int columns, ulong seed, string name)
    {
        var stream = new Philox(seed, name);
        int count = Math.Min(rows, columns);
        int length = Math.Max(rows, columns);
        var vectors = new double[count][];
        for (int index = 0; index < count; index++)
        {
            double[] vector = vectors[index] = new double[length];
            for (int element = 0; element < length; element++)
            {
                vector[element] = stream.NextNormal();
            }

            Orthonormalise(vectors, index);
            Orthonormalise(vectors, index);
            for (int element = 0; element < length; element++)
            {
                int position = rows >= columns ? element * columns + index : index * columns + element;
                values[position] = (float)vector[element];
            }
        }
    }

    /// <summary>Takes the parts along earlier vectors away from one vector, and gives it length 1.</summary>
    static void Orthonormalise(double[][] vectors, int index)
    {
        double[] vector = vectors[index];
        for (int earlier = 0; earlier < index; earlier++)
        {
            double along = Dot(vector, vectors[earlier]);
            for (int element = 0; element < vector.Length; element++)
            {
                vector[element] -= along * vectors[earlier][element];
            }
        }

        double norm = Math.Sqrt(Dot(vector, vector));
        for (int element = 0; element < vector.Length; element++)
        {
            vector[element] /= norm;
        }
    }

    static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int element = 0; element < a.Length; element++)
        {
            sum += a[element] * b[element];
        }

        return sum;
    }
}
