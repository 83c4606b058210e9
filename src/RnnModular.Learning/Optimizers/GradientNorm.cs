using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace RnnModular.Learning;

/// <summary>The size of the whole gradient, and keeping it in bounds.</summary>
public static class GradientNorm
{
    /// <summary>PyTorch's guard against dividing by zero in <c>clip_grad_norm_</c>.</summary>
    const double Guard = 1e-6;

    /// <summary>√Σ g² over all gradients, summed in double precision in a fixed order.</summary>
    public static double Of(ParameterStore store) => Of(store.Gradients);

    /// <summary>√Σ v², summed in double precision in a fixed order.</summary>
    public static double Of(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<double> low = Vector<double>.Zero;
        Vector<double> high = Vector<double>.Zero;
        foreach (Vector<float> vector in vectors)
        {
            Vector.Widen(vector, out Vector<double> a, out Vector<double> b);
            low += a * a;
            high += b * b;
        }

        double sum = Vector.Sum(low + high);
        foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Scales all gradients down so that their common norm is at most <paramref name="maxNorm"/> (Pascanu et al. 2013).</summary>
    /// <returns>The norm before; where it is not finite nothing was changed.</returns>
    public static double Clip(ParameterStore store, double maxNorm)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNorm);
        double norm = Of(store);
        double scale = maxNorm / (norm + Guard);
        if (double.IsFinite(norm) && scale < 1)
        {
            TensorPrimitives.Multiply(store.Gradients, (float)scale, store.Gradients);
        }

        return norm;
    }

    /// <summary>Cuts every gradient off at ±<paramref name="limit"/>.</summary>
    public static void ClipValues(ParameterStore store, double limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        Span<float> gradients = store.Gradients;
        TensorPrimitives.Clamp(gradients, (float)-limit, (float)limit, gradients);
    }
}
