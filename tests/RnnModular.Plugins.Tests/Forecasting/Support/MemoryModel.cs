namespace RnnModular.Plugins.Tests.Forecasting;

/// <summary>A model or checkpoint kept in memory.</summary>
sealed class MemoryModel : ITensorSink, ITensorSource
{
    public SortedDictionary<string, (int[] Shape, float[] Values)> Tensors { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> TensorNames => [.. Tensors.Keys];

    public void Tensor(string name, ReadOnlySpan<int> shape, ReadOnlySpan<float> values) => Tensors.Add(name, (shape.ToArray(), values.ToArray()));

    public void Text(string key, string value) => Texts.Add(key, value);

    public IReadOnlyList<int> Shape(string name) => Find(name).Shape;

    public void Tensor(string name, ReadOnlySpan<int> shape, Span<float> values)
    {
        (int[] stored, float[] source) = Find(name);
        if (!stored.AsSpan().SequenceEqual(shape))
        {
            throw new RnnException(FailureKind.Checkpoint, $"The tensor '{name}' has another shape.");
        }

        source.CopyTo(values);
    }

    public string Text(string key) => Texts.TryGetValue(key, out string? value) ? value : throw new RnnException(FailureKind.Checkpoint, $"No text '{key}'.");

    (int[] Shape, float[] Values) Find(string name) =>
        Tensors.TryGetValue(name, out (int[] Shape, float[] Values) tensor) ? tensor : throw new RnnException(FailureKind.Checkpoint, $"No tensor '{name}'.");
}
