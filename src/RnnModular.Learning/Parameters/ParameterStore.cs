using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>
/// All weights of a model in one flat, aligned buffer and their gradients in another, with named views. Every parameter
/// starts on a 64-byte boundary; the gap before the next one stays zero.
/// </summary>
/// <param name="seed">Initial values are drawn from streams of this seed, one for each name.</param>
public sealed unsafe class ParameterStore(ulong seed) : IDisposable
{
    readonly List<Parameter> _parameters = [];
    readonly HashSet<string> _names = new(StringComparer.Ordinal);
    AlignedBuffer? _values;
    AlignedBuffer? _gradients;
    int _count;

    /// <summary>The seed of initial values.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>Length of the flat buffers, gaps included: a multiple of <see cref="Alignment.Floats"/>.</summary>
    public int Count => _count;

    /// <summary>Number of weights, gaps left out.</summary>
    public int WeightCount { get; private set; }

    /// <summary>All parameters in the order they were added.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Changes whenever weights change; layers that keep packed copies compare it.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>[<see cref="Count"/>] weights. After writing here call <see cref="MarkChanged"/>.</summary>
    public Span<float> Values => _values is null ? [] : new(_values.Pointer, _count);

    /// <summary>[<see cref="Count"/>] gradients.</summary>
    public Span<float> Gradients => _gradients is null ? [] : new(_gradients.Pointer, _count);

    /// <summary>The parameter of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Parameter this[string name] => _parameters.Find(p => p.Name == name)
        ?? throw new ArgumentException($"There is no parameter '{name}'.", nameof(name));

    /// <summary>Adds a parameter, zero at first.</summary>
    /// <exception cref="ArgumentException">The name is taken, or a size is below 1.</exception>
    public Parameter Add(string name, ReadOnlySpan<int> shape)
    {
        var parameter = new Parameter(this, name, Checked(shape), _count);
        Enter(parameter);
        Grow(parameter.Length);
        return parameter;
    }

    /// <summary>Adds all parameters of a cell as one block, laid out as the cell has them, zero at first.</summary>
    /// <param name="tensors">Views into the block.</param>
    /// <param name="length">Length of the block.</param>
    /// <param name="name">Gives a tensor its public name.</param>
    /// <returns>The first element of the block.</returns>
    public int AddBlock(IReadOnlyList<CellTensor> tensors, int length, Func<CellTensor, string> name)
    {
        int offset = _count;
        foreach (CellTensor tensor in tensors)
        {
            Enter(new Parameter(this, name(tensor), Checked([.. tensor.Shape]), offset + tensor.Offset));
        }

        Grow(length);
        return offset;
    }

    /// <summary>Says that weights were written.</summary>
    public void MarkChanged() => Version++;

    /// <summary>Sets all gradients to zero.</summary>
    public void ClearGradients() => Gradients.Clear();

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _values?.Dispose();
        _gradients?.Dispose();
    }

    internal MatrixView ValueMatrix(int offset, int rows, int columns) => new(_values!.Pointer + offset, rows, columns, columns);

    internal MatrixView GradientMatrix(int offset, int rows, int columns) => new(_gradients!.Pointer + offset, rows, columns, columns);

    static ReadOnlySpan<int> Checked(ReadOnlySpan<int> shape)
    {
        if (shape.IsEmpty || shape.ContainsAnyInRange(int.MinValue, 0))
        {
            throw new ArgumentException("Every size of a parameter is at least 1.", nameof(shape));
        }

        return shape;
    }

    void Enter(Parameter parameter)
    {
        if (!_names.Add(parameter.Name))
        {
            throw new ArgumentException($"The parameter name '{parameter.Name}' is taken.", nameof(parameter));
        }

        _parameters.Add(parameter);
        WeightCount += parameter.Length;
    }

    void Grow(int length)
    {
        int count = checked(_count + Alignment.Stride(length));
        if (_values is null || count > _values.Length)
        {
            int capacity = Math.Max(count, 2 * _count);
            _values = Moved(_values, capacity);
            _gradients = Moved(_gradients, capacity);
        }

        _count = count;
        MarkChanged();
    }

    AlignedBuffer Moved(AlignedBuffer? old, int capacity)
    {
        var moved = new AlignedBuffer(capacity);
        var all = new Span<float>(moved.Pointer, capacity);
        if (old is not null)
        {
            new ReadOnlySpan<float>(old.Pointer, _count).CopyTo(all);
            old.Dispose();
        }

        return moved;
    }
}
