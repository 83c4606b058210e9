using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnModular.Learning;

/// <summary>The settings of <see cref="Adam"/>; the defaults are PyTorch's.</summary>
public sealed record AdamOptions
{
    /// <summary>Decay β₁ of the mean of gradients.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay β₂ of the mean of squared gradients.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root in the denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>True lets weights decay by themselves (AdamW); false adds the decay to the gradient.</summary>
    public bool Decoupled { get; init; }
}

/// <summary>
/// Adam (Kingma and Ba 2015), and AdamW (Loshchilov and Hutter 2019) where the decay is decoupled; in the order of
/// operations of PyTorch's <c>torch.optim.Adam</c> and <c>AdamW</c>.
/// </summary>
/// <param name="store">The weights.</param>
/// <param name="learningRate">The first rate.</param>
/// <param name="options">The settings, or null for PyTorch's defaults.</param>
public sealed class Adam(ParameterStore store, double learningRate = 1e-3, AdamOptions? options = null)
    : Optimizer(store, learningRate, "first", "second")
{
    readonly AdamOptions _options = options ?? new AdamOptions();
    float _stepSize;
    float _rootCorrection;
    float _shrink;

    /// <summary>AdamW with PyTorch's default decay of 0.01.</summary>
    public static Adam W(ParameterStore store, double learningRate = 1e-3, double weightDecay = 0.01) =>
        new(store, learningRate, new AdamOptions { WeightDecay = weightDecay, Decoupled = true });

    /// <inheritdoc/>
    protected override void Prepare()
    {
        _stepSize = (float)(LearningRate / (1 - Math.Pow(_options.Beta1, StepCount)));
        _rootCorrection = (float)Math.Sqrt(1 - Math.Pow(_options.Beta2, StepCount));
        _shrink = _options.Decoupled ? (float)(1 - LearningRate * _options.WeightDecay) : 1;
    }

    /// <inheritdoc/>
    protected override void Update(Span<float> weights, ReadOnlySpan<float> gradients, int first)
    {
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        Span<Vector<float>> m = MemoryMarshal.Cast<float, Vector<float>>(State(0, first, weights.Length));
        Span<Vector<float>> v = MemoryMarshal.Cast<float, Vector<float>>(State(1, first, weights.Length));
        var toFirst = new Vector<float>((float)(1 - _options.Beta1));
        var keepSecond = new Vector<float>((float)_options.Beta2);
        var toSecond = new Vector<float>((float)(1 - _options.Beta2));
        var rootCorrection = new Vector<float>(_rootCorrection);
        var epsilon = new Vector<float>((float)_options.Epsilon);
        var decay = new Vector<float>(_options.Decoupled ? 0 : (float)_options.WeightDecay);
        for (int index = 0; index < w.Length; index++)
        {
            Vector<float> weight = w[index] * _shrink;
            Vector<float> gradient = g[index] + decay * weight;
            m[index] += toFirst * (gradient - m[index]);
            v[index] = keepSecond * v[index] + toSecond * gradient * gradient;
            Vector<float> root = Vector.SquareRoot(v[index]) / rootCorrection + epsilon;
            w[index] = weight - _stepSize * m[index] / root;
        }
    }
}
