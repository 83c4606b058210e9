namespace RnnModular.Numerics;

/// <summary>
/// What all compiled cells share: the flat parameters, their padded copies for the kernels, and the packed weights. The
/// emitted class declares them in its constructor.
/// </summary>
public abstract unsafe class CompiledCell : RecurrentCell
{
    readonly List<CellParameter> _parameters = [];
    readonly List<CellTensor> _tensors = [];
    readonly List<CellState> _states = [];
    readonly List<CellInput> _inputs = [];
    readonly List<CellMask> _masks = [];
    readonly List<WeightPanel> _panels = [];
    readonly List<PaddedMatrix> _paddedMatrices = [];
    readonly List<MatrixExponential> _exponentials = [];
    readonly Dictionary<string, AlignedBuffer> _matrices = new(StringComparer.Ordinal);
    readonly Dictionary<string, AlignedBuffer> _vectors = new(StringComparer.Ordinal);
    readonly CellStarts _starts = new();
    readonly AlignedBuffer _flat = new();
    readonly Func<string, nint> _addressOf;
    readonly NarrowWeights?[] _narrow = new NarrowWeights?[Enum.GetValues<WeightFormat>().Length];
    StepWeights? _stepWeights;

    /// <summary>Starts the declaration.</summary>
    /// <param name="inputSize">I.</param>
    /// <param name="hiddenSize">H.</param>
    /// <param name="width">The instruction set, or null for the machine's best.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1.</exception>
    protected CompiledCell(int inputSize, int hiddenSize, SimdWidth? width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenSize, 1);
        InputSize = inputSize;
        HiddenSize = hiddenSize;
        Width = width ?? Simd.Best;
        _addressOf = AddressOf;
        _inputs.Add(new CellInput("x", inputSize, 0));
    }

    /// <inheritdoc/>
    public override int InputSize { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<CellInput> Inputs => _inputs;

    /// <inheritdoc/>
    public override IReadOnlyList<CellMask> Masks => _masks;

    /// <inheritdoc/>
    public override int HiddenSize { get; }

    /// <inheritdoc/>
    public override int StateWidth => _states.Count == 0 ? 0 : _states[^1].Offset + Alignment.Stride(_states[^1].Size);

    /// <inheritdoc/>
    public override int ParameterCount => _parameters.Count == 0 ? 0 : _parameters[^1].Offset + _parameters[^1].Length;

    /// <inheritdoc/>
    public override IReadOnlyList<CellParameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override IReadOnlyList<CellTensor> Tensors => _tensors;

    /// <inheritdoc/>
    public override IReadOnlyList<CellState> States => _states;

    /// <inheritdoc/>
    public override SimdWidth Width { get; }

    /// <summary>Floats in one vector of <see cref="Width"/>.</summary>
    public int LanesPerVector => (int)Width / 32;

    /// <inheritdoc/>
    public override void Load(ReadOnlySpan<float> parameters)
    {
        if (parameters.Length != ParameterCount)
        {
            throw new ArgumentException($"The cell has {ParameterCount} parameters, but {parameters.Length} values were given.", nameof(parameters));
        }

        _flat.EnsureLength(ParameterCount);
        parameters.CopyTo(_flat.Span);
        foreach (CellParameter parameter in _parameters)
        {
            if (parameter.Columns == 1)
            {
                parameters.Slice(parameter.Offset, parameter.Length).CopyTo(_vectors[parameter.Name].Span);
            }
        }

        Prepare();
        foreach (PaddedMatrix rows in _paddedMatrices)
        {
            rows.Fill((float*)_addressOf(rows.Name));
        }

        foreach (WeightPanel panel in _panels)
        {
            panel.Pack(_addressOf);
        }

        Loads++;
    }

    /// <inheritdoc/>
    public sealed override CellWorkspace CreateWorkspace() => CreateWorkspace(WeightFormat.Float32);

    /// <inheritdoc/>
    public abstract override CellWorkspace CreateWorkspace(WeightFormat weights);

    /// <inheritdoc/>
    public override void Start(Span<float> state)
    {
        _flat.EnsureLength(ParameterCount);
        _starts.Write(state[..StateWidth], _flat.Span);
    }

    /// <summary>Declares the next parameter of the flat buffer.</summary>
    protected void Parameter(string name, int rows, int columns, InitialValue initial = InitialValue.UniformByHidden, float constant = 0, float scale = 1) =>
        Parameter(new CellParameter(name, rows, columns, ParameterCount, initial, constant) { Scale = scale });

    /// <summary>Declares a parameter whose values are each made by a function.</summary>
    protected void Parameter(string name, int rows, int columns, Func<InitialDraw, double> draw) =>
        Parameter(new CellParameter(name, rows, columns, ParameterCount, InitialValue.Drawn, 0) { Draw = draw });

    void Parameter(CellParameter parameter)
    {
        _ = checked(ParameterCount + (parameter.Rows * parameter.Columns));
        _parameters.Add(parameter);
        if (parameter.Columns == 1)
        {
            _vectors.Add(parameter.Name, new AlignedBuffer(Alignment.Stride(parameter.Rows)));
        }
    }

    /// <summary>Declares a public tensor over adjacent parameters.</summary>
    protected void Tensor(string name, params string[] parts)
    {
        CellParameter first = Find(parts[0]);
        int rows = parts.Sum(p => Find(p).Rows);
        int[] shape = parts.All(p => Find(p).Columns == 1) ? [rows] : [rows, first.Columns];
        _tensors.Add(new CellTensor(name, shape, first.Offset, parts.Sum(p => Find(p).Length)));
    }

    /// <summary>Declares the next side input.</summary>
    protected void SideInput(string name, int size) => _inputs.Add(new CellInput(name, size, InputWidth));

    /// <summary>Declares the next mask.</summary>
    protected void Mask(string name, int size, double probability, bool perSequence) => _masks.Add(new CellMask(name, size, probability, perSequence));

    /// <summary>Declares the next state, a vector.</summary>
    protected void State(string name, int length) => Add(new CellState(name, length, 1, StateWidth));

    /// <summary>Declares the next state, a matrix.</summary>
    protected void State(string name, int rows, int columns) => Add(new CellState(name, rows, columns, StateWidth) { IsMatrix = true });

    void Add(CellState state)
    {
        _ = checked(StateWidth + Alignment.Stride(state.IsMatrix ? checked(state.Rows * Alignment.Stride(state.Columns)) : state.Rows));
        _states.Add(state);
    }

    /// <summary>Declares that a state starts at a number.</summary>
    protected void Start(string state, float value) => _starts.Add(_states.Find(s => s.Name == state)!, value, null);

    /// <summary>Declares that a state starts at a parameter.</summary>
    protected void Start(string state, string parameter) => _starts.Add(_states.Find(s => s.Name == state)!, 0, Find(parameter));

    /// <summary>Declares packed weights.</summary>
    /// <param name="outputs">Width of each gate.</param>
    /// <param name="depth">Length of the operand.</param>
    /// <param name="transposed">True when the transposes of the weights multiply.</param>
    /// <param name="weights">One weight a gate.</param>
    protected WeightPanel Panel(int outputs, int depth, bool transposed, params string[] weights)
    {
        var panel = new WeightPanel(LanesPerVector, outputs, depth, transposed, weights);
        _panels.Add(panel);
        return panel;
    }

    /// <summary>The weights of the streaming step, for a class that has one of its own; the same for every workspace.</summary>
    /// <param name="length">Floats.</param>
    /// <param name="pack">Writes them.</param>
    protected StepWeights StepWeights(int length, Action<StepPacker> pack)
    {
        lock (_panels)
        {
            return _stepWeights ??= new StepWeights(this, length, pack);
        }
    }

    /// <summary>The values of a parameter: of a vector, a padded copy for kernels; of a matrix, the flat parameters themselves.</summary>
    protected float* Values(string name)
    {
        _flat.EnsureLength(ParameterCount);
        return _vectors.TryGetValue(name, out AlignedBuffer? vector) ? vector.Pointer : _flat.Pointer + Find(name).Offset;
    }

    /// <summary>Declares a vector made of parameters alone; <see cref="Prepare"/> fills it.</summary>
    protected float* Derived(string name, int length)
    {
        _vectors.Add(name, new AlignedBuffer(Alignment.Stride(length)));
        return _vectors[name].Pointer;
    }

    /// <summary>Declares a matrix made of parameters alone; <see cref="Prepare"/> fills it.</summary>
    protected float* Derived(string name, int rows, int columns)
    {
        _matrices.Add(name, new AlignedBuffer((long)rows * columns));
        return _matrices[name].Pointer;
    }

    /// <summary>Declares a vector (of one column) or matrix that never changes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="values">Row by row.</param>
    protected float* Table(string name, int rows, int columns, ReadOnlySpan<float> values)
    {
        float* table = columns == 1 ? Derived(name, rows) : Derived(name, rows, columns);
        values.CopyTo(new Span<float>(table, values.Length));
        return table;
    }

    /// <summary>Declares that kernels read a matrix of parameters row by row.</summary>
    protected float* PaddedRows(string name, int rows, int columns)
    {
        _paddedMatrices.Add(new PaddedMatrix(name, rows, columns));
        return _paddedMatrices[^1].Data;
    }

    /// <summary>Declares an exponential of matrices [n, n].</summary>
    protected MatrixExponential Exponential(int n)
    {
        _exponentials.Add(new MatrixExponential(n));
        return _exponentials[^1];
    }

    /// <summary>Declares a number that never changes.</summary>
    protected float* Number(string name, float value)
    {
        float* number = Derived(name, 1);
        *number = value;
        return number;
    }

    /// <summary>Computes what is made of parameters alone; called whenever they change.</summary>
    protected virtual void Prepare() { }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _panels.ForEach(p => p.Dispose());
            _paddedMatrices.ForEach(m => m.Dispose());
            _exponentials.ForEach(e => e.Dispose());
            foreach (AlignedBuffer vector in _vectors.Values)
            {
                vector.Dispose();
            }

            foreach (AlignedBuffer matrix in _matrices.Values)
            {
                matrix.Dispose();
            }

            foreach (NarrowWeights? narrow in _narrow)
            {
                narrow?.Dispose();
            }

            _stepWeights?.Dispose();
            _flat.Dispose();
        }
    }

    /// <summary>How often weights were taken: tells whether packed ones are still these.</summary>
    internal int Loads { get; private set; }

    /// <summary>The weights in a narrow format; the same for every workspace.</summary>
    internal NarrowWeights Narrow(WeightFormat format)
    {
        lock (_panels)
        {
            return _narrow[(int)format] ??= new NarrowWeights(this, format);
        }
    }

    internal nint AddressOf(string name) => (nint)(_matrices.TryGetValue(name, out AlignedBuffer? matrix) ? matrix.Pointer : Values(name));

    internal CellStarts Starts => _starts;

    internal bool Has(string name) => !_matrices.ContainsKey(name);

    /// <summary>The parameter of this name; looked for without a lambda, since every backward pass asks and may not allocate.</summary>
    internal CellParameter Find(string name)
    {
        for (int index = 0; index < _parameters.Count; index++)
        {
            if (_parameters[index].Name == name)
            {
                return _parameters[index];
            }
        }

        throw new ArgumentException($"There is no parameter '{name}'.", nameof(name));
    }
}
