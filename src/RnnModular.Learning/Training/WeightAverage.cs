using System.Numerics.Tensors;

namespace RnnModular.Learning;

/// <summary>
/// A running average of the weights (Polyak and Juditsky 1992), exponential: average ← d · average + (1 − d) · weights with
/// d = min(decay, (1 + n)/(10 + n)) at update n, so that the first weights are soon forgotten.
/// </summary>
public sealed class WeightAverage
{
    readonly ParameterStore _store;
    readonly double _decay;
    readonly float[] _average;
    long _updates;

    /// <summary>An average that begins with the weights as they are.</summary>
    /// <param name="store">The weights.</param>
    /// <param name="decay">From 0 to below 1.</param>
    public WeightAverage(ParameterStore store, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        _store = store;
        _decay = decay;
        _average = store.Values.ToArray();
    }

    /// <summary>Takes in the weights of one step.</summary>
    public void Update()
    {
        double decay = Math.Min(_decay, (1.0 + _updates) / (10.0 + _updates));
        _updates++;
        // average + (1 − d)(weights − average)
        TensorPrimitives.Lerp(_average, _store.Values, (float)(1 - decay), _average);
    }

    /// <summary>Exchanges weights and average. Call it again to go on training.</summary>
    public void Swap()
    {
        Span<float> weights = _store.Values;
        for (int index = 0; index < weights.Length; index++)
        {
            (weights[index], _average[index]) = (_average[index], weights[index]);
        }

        _store.MarkChanged();
    }

    /// <summary>Writes the average.</summary>
    public void Save(ITensorSink sink)
    {
        sink.Integer("updates", _updates);
        _store.Save(sink.Under("weights/"), _average);
    }

    /// <summary>Reads the average.</summary>
    /// <exception cref="RnnException">It does not fit.</exception>
    public void Restore(ITensorSource source)
    {
        _updates = source.Integer("updates");
        _store.Load(source.Under("weights/"), _average);
    }
}
