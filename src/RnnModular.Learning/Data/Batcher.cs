using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>
/// Cuts a data set into minibatches, epoch after epoch. The order of an epoch follows from seed, name and epoch alone, so
/// epoch and position are all that a resume needs. Batches of equal lengths allocate nothing after the first epoch.
/// </summary>
public sealed class Batcher
{
    /// <summary>Words an epoch may draw before it meets the next epoch's.</summary>
    const int EpochBits = 36;

    readonly BatcherOptions _options;
    readonly int[] _lengths;
    readonly int[] _items;
    readonly long[] _keys;
    readonly int[] _order;
    readonly int[] _batchLengths;
    readonly Philox _stream;
    readonly Batch _batch;
    readonly Dictionary<(int Count, int Steps), SequenceLayout> _dense = [];
    int _ordered = -1;

    /// <summary>Batches of sequences.</summary>
    /// <param name="lengths">The length of every item, at least 1.</param>
    /// <param name="options">How to cut.</param>
    /// <param name="seed">Decides the order.</param>
    /// <exception cref="ArgumentException">There are no items, or too few for one batch; a length or the batch size is below 1.</exception>
    public Batcher(ReadOnlySpan<int> lengths, BatcherOptions options, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.GroupedBatches, 1);
        if (lengths.IsEmpty || lengths.ContainsAnyInRange(int.MinValue, 0))
        {
            throw new ArgumentException("Batches need at least one item, and every item at least one step.", nameof(lengths));
        }

        _options = options;
        _lengths = lengths.ToArray();
        _items = new int[lengths.Length];
        _keys = new long[lengths.Length];
        _batchLengths = new int[Math.Min(options.BatchSize, lengths.Length)];
        BatchesPerEpoch = options.DropLast ? lengths.Length / options.BatchSize : (lengths.Length + options.BatchSize - 1) / options.BatchSize;
        if (BatchesPerEpoch == 0)
        {
            throw new ArgumentException($"{lengths.Length} items do not fill a batch of {options.BatchSize}.", nameof(lengths));
        }

        _order = new int[BatchesPerEpoch];
        _stream = new Philox(seed, options.Name);
        _batch = new Batch(_batchLengths.Length, Dense(1, 1));
    }

    /// <summary>Batches of items that all have the same length.</summary>
    public static Batcher OfEqualLength(int items, int steps, BatcherOptions options, ulong seed)
    {
        var lengths = new int[items];
        Array.Fill(lengths, steps);
        return new Batcher(lengths, options, seed);
    }

    /// <summary>Batches in an epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Finished epochs.</summary>
    public int Epoch { get; private set; }

    /// <summary>Batches taken from the present epoch.</summary>
    public int Position { get; private set; }

    /// <summary>The next batch; valid until the one after.</summary>
    public Batch Next()
    {
        if (_ordered != Epoch)
        {
            OrderEpoch();
        }

        int first = _order[Position] * _options.BatchSize;
        Span<int> items = _items.AsSpan(first, Math.Min(_options.BatchSize, _items.Length - first));
        int epoch = Epoch;
        Position++;
        bool endsEpoch = Position == BatchesPerEpoch;
        if (endsEpoch)
        {
            Epoch++;
            Position = 0;
        }

        _batch.Set(items, LayoutOf(items), epoch + 1, endsEpoch);
        return _batch;
    }

    /// <summary>Writes epoch and position.</summary>
    public void Save(ITensorSink sink)
    {
        sink.Integer("epoch", Epoch);
        sink.Integer("position", Position);
    }

    /// <summary>Goes on where another batcher of the same data stood.</summary>
    /// <exception cref="RnnException">The position does not fit this data.</exception>
    public void Restore(ITensorSource source)
    {
        long epoch = source.Integer("epoch");
        long position = source.Integer("position");
        if (epoch > int.MaxValue || position >= BatchesPerEpoch)
        {
            throw new RnnException(FailureKind.Checkpoint, $"The training cannot go on because the checkpoint stands at batch {position + 1} of an epoch that has {BatchesPerEpoch} here; use the data and batch size it was made with.");
        }

        Epoch = (int)epoch;
        Position = (int)position;
        _ordered = -1;
    }

    void OrderEpoch()
    {
        for (int item = 0; item < _items.Length; item++)
        {
            _items[item] = item;
        }

        for (int batch = 0; batch < _order.Length; batch++)
        {
            _order[batch] = batch;
        }

        _stream.Position = (ulong)Epoch << EpochBits;
        if (_options.Shuffle)
        {
            _stream.Shuffle(_items.AsSpan());
        }

        int group = (int)Math.Min((long)_options.BatchSize * _options.GroupedBatches, _items.Length);
        for (int first = 0; first < _items.Length; first += group)
        {
            Sort(first, Math.Min(group, _items.Length - first));
        }

        if (_options.Shuffle && _options.GroupedBatches > 1)
        {
            _stream.Shuffle(_order.AsSpan());
        }

        _ordered = Epoch;
    }

    /// <summary>Sorts a range of items by falling length, otherwise in the order they have.</summary>
    void Sort(int first, int count)
    {
        for (int index = first; index < first + count; index++)
        {
            _keys[index] = ((long)-_lengths[_items[index]] << 32) + index;
        }

        Array.Sort(_keys, _items, first, count);
    }

    SequenceLayout LayoutOf(ReadOnlySpan<int> items)
    {
        Span<int> lengths = _batchLengths.AsSpan(0, items.Length);
        for (int index = 0; index < items.Length; index++)
        {
            lengths[index] = _lengths[items[index]];
        }

        return lengths[0] == lengths[^1] ? Dense(items.Length, lengths[0]) : new SequenceLayout(lengths);
    }

    SequenceLayout Dense(int count, int steps)
    {
        if (!_dense.TryGetValue((count, steps), out SequenceLayout? layout))
        {
            layout = SequenceLayout.Dense(count, steps);
            _dense.Add((count, steps), layout);
        }

        return layout;
    }
}
