namespace RnnModular;

/// <summary>Takes named tensors and texts for a checkpoint or model file.</summary>
public interface ITensorSink
{
    /// <summary>Stores a float32 tensor.</summary>
    void Tensor(string name, ReadOnlySpan<int> shape, ReadOnlySpan<float> values);

    /// <summary>Stores a text (configuration, counters) under a key.</summary>
    void Text(string key, string value);
}

/// <summary>Gives back what an <see cref="ITensorSink"/> took.</summary>
public interface ITensorSource
{
    /// <summary>Names of all tensors, ordered.</summary>
    IReadOnlyList<string> TensorNames { get; }

    /// <summary>The shape of a tensor.</summary>
    /// <exception cref="RnnException">It is not there.</exception>
    IReadOnlyList<int> Shape(string name);

    /// <summary>Reads a tensor.</summary>
    /// <exception cref="RnnException">It is not there or has another shape.</exception>
    void Tensor(string name, ReadOnlySpan<int> shape, Span<float> values);

    /// <summary>Reads a text.</summary>
    /// <exception cref="RnnException">It is not there.</exception>
    string Text(string key);
}
