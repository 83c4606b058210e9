namespace RnnModular.Learning;

/// <summary>The items of one minibatch. It is used again for the next one.</summary>
public sealed class Batch
{
    readonly int[] _items;

    internal Batch(int capacity, SequenceLayout layout)
    {
        _items = new int[capacity];
        Layout = layout;
    }

    /// <summary>Items by falling length: item b is sequence b of the layout.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    /// <summary>Number of items.</summary>
    public int Count { get; private set; }

    /// <summary>How the rows of these items lie.</summary>
    public SequenceLayout Layout { get; private set; }

    /// <summary>The epoch the batch belongs to, from 1.</summary>
    public int Epoch { get; private set; }

    /// <summary>True for the last batch of an epoch.</summary>
    public bool EndsEpoch { get; private set; }

    internal void Set(ReadOnlySpan<int> items, SequenceLayout layout, int epoch, bool endsEpoch)
    {
        items.CopyTo(_items);
        Count = items.Length;
        Layout = layout;
        Epoch = epoch;
        EndsEpoch = endsEpoch;
    }
}
