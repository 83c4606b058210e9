namespace RnnModular.Learning;

/// <summary>Parts of a checkpoint: several things in one file, each under a prefix of its own.</summary>
public static class Prefixed
{
    /// <summary>A sink that puts <paramref name="prefix"/> before every name.</summary>
    public static ITensorSink Under(this ITensorSink sink, string prefix) => new Sink(sink, prefix);

    /// <summary>A source of the names that begin with <paramref name="prefix"/>, which it takes away.</summary>
    public static ITensorSource Under(this ITensorSource source, string prefix) => new Source(source, prefix);

    sealed class Sink(ITensorSink inner, string prefix) : ITensorSink
    {
        public void Tensor(string name, ReadOnlySpan<int> shape, ReadOnlySpan<float> values) => inner.Tensor(prefix + name, shape, values);

        public void Text(string key, string value) => inner.Text(prefix + key, value);
    }

    sealed class Source(ITensorSource inner, string prefix) : ITensorSource
    {
        public IReadOnlyList<string> TensorNames { get; } =
            [.. inner.TensorNames.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])];

        public IReadOnlyList<int> Shape(string name) => inner.Shape(prefix + name);

        public void Tensor(string name, ReadOnlySpan<int> shape, Span<float> values) => inner.Tensor(prefix + name, shape, values);

        public string Text(string key) => inner.Text(prefix + key);
    }
}
