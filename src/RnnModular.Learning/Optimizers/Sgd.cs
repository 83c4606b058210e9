using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnModular.Learning;

/// <summary>The settings of <see cref="Sgd"/>; the defaults are PyTorch's.</summary>
public sealed record SgdOptions
{
    /// <summary>Share of the last direction that is kept.</summary>
    public double Momentum { get; init; }

    /// <summary>Share of the gradient that does not enter the direction, from the second step on.</summary>
    public double Dampening { get; init; }

    /// <summary>True looks one step ahead (Nesterov 1983; Sutskever et al. 2013).</summary>
    public bool Nesterov { get; init; }

    /// <summary>Weight decay, added to the gradient.</summary>
    public double WeightDecay { get; init; }
}

/// <summary>Stochastic gradient descent with momentum, in the form of PyTorch's <c>torch.optim.SGD</c>.</summary>
/// <param name="store">The weights.</param>
/// <param name="learningRate">The first rate.</param>
/// <param name="options">The settings, or null for PyTorch's defaults.</param>
public sealed class Sgd(ParameterStore store, double learningRate, SgdOptions? options = null)
    : Optimizer(store, learningRate, "momentum")
{
    readonly SgdOptions _options = options ?? new SgdOptions();
    float _intoDirection;

    /// <inheritdoc/>
    protected override void Prepare() => _intoDirection = StepCount == 1 ? 1 : (float)(1 - _options.Dampening);

    /// <inheritdoc/>
    protected override void Update(Span<float> weights, ReadOnlySpan<float> gradients, int first)
    {
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        Span<Vector<float>> direction = MemoryMarshal.Cast<float, Vector<float>>(State(0, first, weights.Length));
        var momentum = new Vector<float>((float)_options.Momentum);
        var decay = new Vector<float>((float)_options.WeightDecay);
        var rate = new Vector<float>((float)LearningRate);
        bool plain = _options.Momentum == 0;
        for (int index = 0; index < w.Length; index++)
        {
            Vector<float> gradient = g[index] + decay * w[index];
            if (!plain)
            {
                direction[index] = momentum * direction[index] + _intoDirection * gradient;
                gradient = _options.Nesterov ? gradient + momentum * direction[index] : direction[index];
            }

            w[index] -= rate * gradient;
        }
    }
}
