namespace RnnModular.Hosting.Registries;

/// <summary>Things by id, always listed in ordinal order.</summary>
/// <param name="noun">What it holds, for sentences: <c>cell</c>.</param>
sealed class Registry<T>(string noun)
    where T : class
{
    // More than this are no sentence.
    const int MostListed = 20;

    readonly SortedList<string, T> _entries = new(StringComparer.Ordinal);
    IReadOnlyList<T>? _all;

    /// <summary>Says why an absent id is absent, where the host knows more: the plugin that brings it has failed.</summary>
    public Func<string, string?> Explain { get; set; } = _ => null;

    public IReadOnlyList<T> All => _all ??= [.. _entries.Values];

    public T Get(string id)
    {
        if (_entries.TryGetValue(id, out T? entry))
        {
            return entry;
        }

        throw new RnnException(FailureKind.Plugin, $"There is no {noun} '{Printable.Text(id)}'{Because(id)}");
    }

    public void Register(string id, T entry)
    {
        if (!Slug.IsValid(id))
        {
            throw new RnnException(FailureKind.Plugin, $"The {noun} id '{Printable.Text(id)}' cannot be registered because an id has only {Slug.Rule}; rename it.");
        }

        if (!_entries.TryAdd(id, entry))
        {
            throw new RnnException(FailureKind.Plugin, $"The {noun} '{id}' cannot be registered because that id is taken; give it another id, or disable the plugin that brought the first.");
        }

        _all = null;
    }

    public void Remove(string id)
    {
        _entries.Remove(id);
        _all = null;
    }

    string Because(string id)
    {
        if (Explain(id) is { } reason)
        {
            return $": {reason}";
        }

        string[] near = [.. EditDistance.Near(id, _entries.Keys).Take(3)];
        return (near.Length, _entries.Count) switch
        {
            ( > 0, _) => $"; did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?",
            (_, 0) => $" because no plugin has registered any {noun}; see 'rnn plugins list'.",
            (_, <= MostListed) => $" because no plugin provides it; there are: {string.Join(", ", _entries.Keys)}.",
            _ => $" because no plugin provides it; 'rnn plugins list' shows all {_entries.Count}.",
        };
    }
}
