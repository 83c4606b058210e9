namespace RnnModular.Numerics;

/// <summary>The panels of a cell in one narrow format, packed when the first run after a change asks for them.</summary>
sealed class NarrowWeights(CompiledCell cell, WeightFormat format) : IDisposable
{
    readonly Dictionary<WeightPanel, NarrowPanel> _panels = [];
    readonly Lock _gate = new();
    volatile int _packed = -1;

    /// <summary>A panel in this format; its memory stays where it is.</summary>
    public PackedWeights Of(WeightPanel panel)
    {
        lock (_gate)
        {
            if (!_panels.TryGetValue(panel, out NarrowPanel? narrow))
            {
                _panels.Add(panel, narrow = panel.Narrow(format));
                _packed = -1;
            }

            return narrow.Weights;
        }
    }

    /// <summary>Packs the weights of the cell as it is now.</summary>
    public void Update()
    {
        if (_packed != cell.Loads)
        {
            Pack();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (NarrowPanel panel in _panels.Values)
        {
            panel.Dispose();
        }
    }

    // Streams of several threads may share the cell; one of them packs.
    void Pack()
    {
        lock (_gate)
        {
            if (_packed != cell.Loads)
            {
                foreach (NarrowPanel panel in _panels.Values)
                {
                    panel.Pack();
                }

                _packed = cell.Loads;
            }
        }
    }
}
