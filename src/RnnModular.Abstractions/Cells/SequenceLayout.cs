namespace RnnModular;

/// <summary>
/// How a batch of sequences lies in a packed, time-major matrix: rows are sorted by falling length and step t holds only
/// the rows still alive, so a ragged batch costs its real tokens and nothing else. Sequence b at step t is packed row
/// <c>Offset(t) + b</c>.
/// </summary>
public sealed class SequenceLayout
{
    readonly int[] _lengths;
    readonly int[] _alive;
    readonly int[] _offsets;

    /// <summary>A layout for sequences of these lengths.</summary>
    /// <param name="lengths">Lengths ≥ 1 in falling order.</param>
    /// <exception cref="ArgumentException">No sequence, a length below 1, or lengths not in falling order.</exception>
    public SequenceLayout(ReadOnlySpan<int> lengths)
    {
        if (lengths.IsEmpty)
        {
            throw new ArgumentException("A batch needs at least one sequence.", nameof(lengths));
        }

        _lengths = lengths.ToArray();
        for (int row = 0; row < _lengths.Length; row++)
        {
            if (_lengths[row] < 1)
            {
                throw new ArgumentException($"Sequence {row} has length {_lengths[row]}; the shortest allowed is 1.", nameof(lengths));
            }

            if (row > 0 && _lengths[row] > _lengths[row - 1])
            {
                throw new ArgumentException($"Lengths must fall, but sequence {row} ({_lengths[row]}) is longer than the one before it ({_lengths[row - 1]}).", nameof(lengths));
            }
        }

        Steps = _lengths[0];
        _alive = new int[Steps];
        _offsets = new int[Steps + 1];
        int alive = _lengths.Length;
        for (int step = 0; step < Steps; step++)
        {
            while (_lengths[alive - 1] <= step)
            {
                alive--;
            }

            _alive[step] = alive;
            _offsets[step + 1] = _offsets[step] + alive;
        }
    }

    /// <summary>A layout of <paramref name="batch"/> sequences of the same length.</summary>
    public static SequenceLayout Dense(int batch, int steps)
    {
        var lengths = new int[batch];
        Array.Fill(lengths, steps);
        return new SequenceLayout(lengths);
    }

    /// <summary>Number of sequences B.</summary>
    public int Batch => _lengths.Length;

    /// <summary>Length T of the longest sequence.</summary>
    public int Steps { get; }

    /// <summary>Packed rows N: the number of real steps of all sequences together.</summary>
    public int Rows => _offsets[Steps];

    /// <summary>True when all sequences have the same length.</summary>
    public bool IsDense => Rows == Batch * Steps;

    /// <summary>Sequence lengths in falling order.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>Sequences that still run at <paramref name="step"/>.</summary>
    public int Alive(int step) => _alive[step];

    /// <summary>The packed row of sequence 0 at <paramref name="step"/>.</summary>
    public int Offset(int step) => _offsets[step];
}
