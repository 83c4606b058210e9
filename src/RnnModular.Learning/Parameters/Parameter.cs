namespace RnnModular.Learning;

/// <summary>A named weight tensor: a view into the flat buffers of a <see cref="ParameterStore"/>.</summary>
public sealed class Parameter
{
    readonly ParameterStore _store;
    readonly int[] _shape;

    internal Parameter(ParameterStore store, string name, ReadOnlySpan<int> shape, int offset)
    {
        _store = store;
        Name = name;
        _shape = shape.ToArray();
        Offset = offset;
        Length = 1;
        foreach (int size in shape)
        {
            Length = checked(Length * size);
        }
    }

    /// <summary>Name as in a PyTorch state dict, for instance <c>rnn.weight_ih_l0</c>.</summary>
    public string Name { get; }

    /// <summary>[rows, columns], or [length].</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>First element in the flat buffers.</summary>
    public int Offset { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>The values. After writing here call <see cref="ParameterStore.MarkChanged"/>.</summary>
    public Span<float> Values => _store.Values.Slice(Offset, Length);

    /// <summary>The gradient.</summary>
    public Span<float> Gradient => _store.Gradients.Slice(Offset, Length);

    /// <summary>The values as [rows, columns]; a vector is one row.</summary>
    public MatrixView ValueMatrix => _store.ValueMatrix(Offset, Rows, Columns);

    /// <summary>The gradient as [rows, columns]; a vector is one row.</summary>
    public MatrixView GradientMatrix => _store.GradientMatrix(Offset, Rows, Columns);

    int Columns => _shape[^1];

    int Rows => Length / Columns;
}
