namespace RnnModular.Learning;

/// <summary>
/// Recurrent layers of any cell over packed ragged batches: stacked, in one or both directions, with dropout and residual
/// connections between layers. Parameter names follow PyTorch: <c>weight_ih_l0</c>, <c>weight_ih_l0_reverse</c>.
/// </summary>
public sealed class Recurrent : IDisposable
{
    readonly string _name;
    readonly string _stateName;
    readonly CellLayer[] _forward;
    readonly CellLayer[] _backward;
    readonly Dropout[] _dropouts;
    readonly ReverseSequences? _reverse;
    readonly JoinDirections? _join;
    readonly Sum? _residual;
    readonly AppendSideInputs? _sideInputs;

    /// <summary>Makes the cells and adds their parameters to the store.</summary>
    /// <param name="store">Takes the parameters.</param>
    /// <param name="name">Before every parameter name, for instance <c>rnn</c>.</param>
    /// <param name="cells">The kind of cell.</param>
    /// <param name="options">The shape.</param>
    /// <exception cref="ArgumentException">A size or the dropout is out of range, or a parameter name is taken.</exception>
    /// <exception cref="RnnException">The cell reads side inputs that the rows do not hold, or of which upper layers need other sizes.</exception>
    public Recurrent(ParameterStore store, string name, ICellFactory cells, RecurrentOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Layers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Dropout);
        ArgumentOutOfRangeException.ThrowIfNegative(options.RecomputedSteps ?? 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.Dropout, 1);
        _name = name;
        _stateName = $"{name}.state";
        Options = options;
        int directions = options.Bidirectional ? 2 : 1;
        _forward = new CellLayer[options.Layers];
        _backward = new CellLayer[options.Bidirectional ? options.Layers : 0];
        _dropouts = new Dropout[options.Dropout > 0 ? options.Layers - 1 : 0];
        int input = options.InputSize;
        int state = 0;
        for (int layer = 0; layer < options.Layers; layer++)
        {
            var sizes = new CellSizes(input, options.HiddenSize);
            _forward[layer] = new CellLayer(store, name, $"_l{layer}", cells.Create(sizes, options.Width), state, options.RecomputedSteps);
            state += _forward[layer].StateWidth;
            if (options.Bidirectional)
            {
                _backward[layer] = new CellLayer(store, name, $"_l{layer}_reverse", cells.Create(sizes, options.Width), state, options.RecomputedSteps);
                state += _backward[layer].StateWidth;
            }

            SideInputCheck.First(_forward[layer].Cell, name, options.SideInputs);
            SideInputCheck.Upper(_forward[0].Cell, _forward[layer].Cell);
            input = directions * _forward[layer].OutputSize;
            if (layer < _dropouts.Length)
            {
                _dropouts[layer] = new Dropout($"{name}.dropout_l{layer}", options.Dropout, store.Seed);
            }
        }

        OutputSize = input;
        StateWidth = state;
        InputWidth = _forward[0].Cell.InputWidth;
        _sideInputs = InputWidth > options.InputSize && options.Layers > 1 ? new AppendSideInputs($"{name}.input", options.InputSize) : null;
        _reverse = options.Bidirectional ? new ReverseSequences($"{name}.reverse") : null;
        _join = options.Bidirectional ? new JoinDirections($"{name}.join") : null;
        _residual = options.Residual ? new Sum($"{name}.residual") : null;
    }

    /// <summary>The shape.</summary>
    public RecurrentOptions Options { get; }

    /// <summary>Width of an input row: x, then the side inputs of the cell.</summary>
    public int InputWidth { get; }

    /// <summary>Width of the output: directions · the cell's output size.</summary>
    public int OutputSize { get; }

    /// <summary>Width of a state row: of every layer the forward cell's state, then the backward cell's.</summary>
    public int StateWidth { get; }

    /// <summary>The cell of a layer; its states tell what a state row holds from <see cref="StateOffset"/> on.</summary>
    public RecurrentCell Cell(int layer, bool reverse = false) => (reverse ? _backward : _forward)[layer].Cell;

    /// <summary>The first column of a cell's state in a state row.</summary>
    public int StateOffset(int layer, bool reverse = false) => (reverse ? _backward : _forward)[layer].StateOffset;

    /// <summary>Runs all layers over all steps of all sequences.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="layout">How the rows lie.</param>
    /// <param name="x">Input rows [N, <see cref="InputWidth"/>], packed.</param>
    /// <param name="initialState">[B, <see cref="StateWidth"/>], or none for where the cells start.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public RecurrentOutput Forward(Tape tape, SequenceLayout layout, Tensor x, Tensor initialState = default)
    {
        Check(layout, x, initialState);
        Tensor finalState = tape.Create(layout.Batch, StateWidth, _stateName);
        finalState.Value.Clear();
        Tensor input = x;
        for (int layer = 0; layer < _forward.Length; layer++)
        {
            Tensor below = x;
            x = layer > 0 && _sideInputs is not null ? _sideInputs.Forward(tape, x, input) : x;
            Tensor y = _forward[layer].Forward(tape, layout, x, initialState, finalState);
            if (_reverse is not null)
            {
                Tensor reversed = _reverse.Forward(tape, layout, x);
                Tensor back = _backward[layer].Forward(tape, layout, reversed, initialState, finalState);
                y = _join!.Forward(tape, layout, y, back);
            }

            if (_residual is not null && layer > 0)
            {
                y = _residual.Forward(tape, below, y);
            }

            x = layer < _dropouts.Length ? _dropouts[layer].Forward(tape, y) : y;
        }

        return new RecurrentOutput(x, finalState);
    }

    /// <summary>One stream that runs step by step through the same cells, with a state of its own.</summary>
    /// <param name="weights">How its products hold the weights; narrow ones are made anew when the weights have changed.</param>
    /// <exception cref="InvalidOperationException">The layer is bidirectional: it would have to read the future.</exception>
    /// <exception cref="NotSupportedException">The cell does not know the format.</exception>
    public RecurrentStream OpenStream(WeightFormat weights = WeightFormat.Float32) => _reverse is null
        ? new RecurrentStream(_forward, Options.Residual, weights)
        : throw new InvalidOperationException($"'{_name}' is bidirectional, so it cannot run step by step.");

    /// <summary>Frees the cells.</summary>
    public void Dispose()
    {
        foreach (CellLayer layer in _forward)
        {
            layer.Dispose();
        }

        foreach (CellLayer layer in _backward)
        {
            layer.Dispose();
        }
    }

    void Check(SequenceLayout layout, Tensor x, Tensor initialState)
    {
        if (x.Rows != layout.Rows || x.Columns != InputWidth)
        {
            throw new ArgumentException($"The input of '{_name}' must be [{layout.Rows}, {InputWidth}], not [{x.Rows}, {x.Columns}].", nameof(x));
        }

        if (!initialState.IsNone && (initialState.Rows != layout.Batch || initialState.Columns != StateWidth))
        {
            throw new ArgumentException($"The initial state of '{_name}' must be [{layout.Batch}, {StateWidth}], not [{initialState.Rows}, {initialState.Columns}].", nameof(initialState));
        }
    }
}
