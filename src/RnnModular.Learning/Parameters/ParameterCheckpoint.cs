namespace RnnModular.Learning;

/// <summary>
/// Parameters, and flat buffers laid out like them, to and from named tensors. Weights have plain names
/// (<c>rnn.weight_ih_l0</c>); everything else has a slash in its name (<c>optimizer/first/rnn.weight_ih_l0</c>), so a
/// weight nobody asked for can be told from data that belongs to somebody else.
/// </summary>
public static class ParameterCheckpoint
{
    /// <summary>Writes all weights.</summary>
    public static void Save(this ParameterStore store, ITensorSink sink) => store.Save(sink, store.Values);

    /// <summary>Writes a flat buffer laid out like the weights, one tensor for each parameter.</summary>
    public static void Save(this ParameterStore store, ITensorSink sink, ReadOnlySpan<float> buffer)
    {
        foreach (Parameter parameter in store.Parameters)
        {
            sink.Tensor(parameter.Name, parameter.Shape, buffer.Slice(parameter.Offset, parameter.Length));
        }
    }

    /// <summary>Reads all weights.</summary>
    /// <exception cref="RnnException">A weight is missing, has another shape, or belongs to no parameter (<see cref="FailureKind.Checkpoint"/>).</exception>
    public static void Load(this ParameterStore store, ITensorSource source)
    {
        store.Load(source, store.Values);
        store.MarkChanged();
    }

    /// <summary>Reads a flat buffer laid out like the weights.</summary>
    /// <exception cref="RnnException">A tensor is missing, has another shape, or belongs to no parameter (<see cref="FailureKind.Checkpoint"/>).</exception>
    public static void Load(this ParameterStore store, ITensorSource source, Span<float> buffer)
    {
        // All is checked before anything is read, so that a failure leaves the buffer as it was.
        Check(store, source);
        foreach (Parameter parameter in store.Parameters)
        {
            source.Tensor(parameter.Name, parameter.Shape, buffer.Slice(parameter.Offset, parameter.Length));
        }
    }

    static void Check(ParameterStore store, ITensorSource source)
    {
        var wanted = store.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (string name in source.TensorNames)
        {
            if (name.Contains('/', StringComparison.Ordinal))
            {
                continue;
            }

            if (!wanted.Remove(name, out Parameter? parameter))
            {
                throw new RnnException(FailureKind.Checkpoint, $"The weights cannot be loaded because the tensor '{name}' belongs to nothing in this model; load it into the model it was saved from.");
            }

            IReadOnlyList<int> shape = source.Shape(name);
            if (!parameter.Shape.SequenceEqual([.. shape]))
            {
                throw new RnnException(FailureKind.Checkpoint, $"The weights cannot be loaded because '{name}' is [{string.Join(", ", shape)}] in the file and [{string.Join(", ", parameter.Shape.ToArray())}] in this model; build the model with the same sizes.");
            }
        }

        if (wanted.Count > 0)
        {
            throw new RnnException(FailureKind.Checkpoint, $"The weights cannot be loaded because the tensor '{wanted.Keys.Order(StringComparer.Ordinal).First()}' is missing; load a file saved from the same model.");
        }
    }
}
