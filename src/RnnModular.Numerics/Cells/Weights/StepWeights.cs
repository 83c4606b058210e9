namespace RnnModular.Numerics;

/// <summary>The weights of a step of fixed size, packed when the first step after a change asks for them.</summary>
public sealed unsafe class StepWeights : IDisposable
{
    readonly CompiledCell _cell;
    readonly AlignedBuffer _buffer;
    readonly Action<StepPacker> _pack;
    readonly StepPacker _packer;
    readonly Lock _gate = new();
    volatile int _packed = -1;

    internal StepWeights(CompiledCell cell, int length, Action<StepPacker> pack) =>
        (_cell, _buffer, _pack, _packer) = (cell, new AlignedBuffer(length), pack, new StepPacker(cell));

    /// <summary>The packed weights of the cell as it is now.</summary>
    public float* Data
    {
        get
        {
            if (_packed != _cell.Loads)
            {
                Pack();
            }

            return _buffer.Pointer;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    // Streams of several threads may share the cell; one of them packs.
    void Pack()
    {
        lock (_gate)
        {
            if (_packed != _cell.Loads)
            {
                _packer.Start(_buffer.Pointer);
                _pack(_packer);
                _packed = _cell.Loads;
            }
        }
    }
}
