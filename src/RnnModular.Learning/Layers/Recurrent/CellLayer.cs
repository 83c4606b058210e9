using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>One cell of a recurrent layer with its parameters: one direction of one layer.</summary>
sealed class CellLayer : INodeSource<CellRun>, IDisposable
{
    /// <summary>Words a step may draw before it meets the next step's.</summary>
    const int StepBits = 36;

    readonly ParameterStore _store;
    readonly int _offset;
    readonly int? _recomputedSteps;
    readonly Philox _seeds;
    Tape? _tape;
    long _pass;
    long _loaded;

    public CellLayer(ParameterStore store, string name, string suffix, RecurrentCell cell, int stateOffset, int? recomputedSteps)
    {
        _store = store;
        Cell = cell;
        _recomputedSteps = recomputedSteps;
        StateOffset = stateOffset;
        Name = $"{name}.y{suffix}";
        _seeds = new Philox(store.Seed, $"{name}.masks{suffix}");
        _offset = store.AddBlock(cell.Tensors, cell.ParameterCount, tensor => $"{name}.{tensor.Name}{suffix}");
        foreach (CellParameter parameter in cell.Parameters)
        {
            Span<float> values = store.Values.Slice(_offset + parameter.Offset, parameter.Length);
            Initializer.Fill(values, parameter, cell.HiddenSize, store.Seed, $"{name}.{parameter.Name}{suffix}");
        }

        store.MarkChanged();
    }

    public RecurrentCell Cell { get; }

    /// <summary>Name of the output, for messages.</summary>
    public string Name { get; }

    /// <summary>First column of this cell's state in the layer's state rows.</summary>
    public int StateOffset { get; }

    public int StateWidth => Cell.StateWidth;

    public int OutputSize => Cell.OutputSize;

    public Span<float> Gradients => _store.Gradients.Slice(_offset, Cell.ParameterCount);

    public Tensor Forward(Tape tape, SequenceLayout layout, Tensor x, Tensor initialState, Tensor finalState)
    {
        LoadChanged();
        return tape.Take(this).Forward(tape, layout, x, initialState, finalState);
    }

    /// <summary>The seed of the masks of the next use in this pass: it follows from the model's seed, the layer and the training step.</summary>
    public ulong NextMaskSeed(Tape tape)
    {
        // Several uses in one pass draw one after the other.
        if (_tape != tape || _pass != tape.Pass)
        {
            (_tape, _pass) = (tape, tape.Pass);
            _seeds.Position = (ulong)tape.Step << StepBits;
        }

        return _seeds.NextUInt64();
    }

    /// <summary>The state a sequence starts from.</summary>
    public void Start(Span<float> state)
    {
        LoadChanged();
        Cell.Start(state);
    }

    /// <summary>Where one use of the cell runs.</summary>
    public CellWorkspace CreateWorkspace() => _recomputedSteps is { } steps ? new SegmentedWorkspace(Cell, steps) : Cell.CreateWorkspace();

    public CellRun CreateNode() => new(this);

    /// <summary>Gives the cell its weights again if any have changed since.</summary>
    public void LoadChanged()
    {
        if (_loaded != _store.Version)
        {
            Cell.Load(_store.Values.Slice(_offset, Cell.ParameterCount));
            _loaded = _store.Version;
        }
    }

    public void Dispose() => Cell.Dispose();
}
