namespace RnnModular.Numerics;

/// <summary>A layout cut into segments of time. In each, the sequences still alive are the first ones, and their packed rows lie together.</summary>
sealed class Segments
{
    readonly List<SequenceLayout> _parts = [];
    SequenceLayout? _whole;
    int _steps;

    /// <summary>Number of segments.</summary>
    public int Count => _parts.Count;

    /// <summary>The rows of a segment.</summary>
    public SequenceLayout this[int segment] => _parts[segment];

    /// <summary>The step a segment begins with.</summary>
    public int FirstStep(int segment) => segment * _steps;

    /// <summary>The packed row a segment begins with.</summary>
    public int FirstRow(int segment) => _whole!.Offset(FirstStep(segment));

    /// <summary>Cuts a layout; the one of the last call is not cut again.</summary>
    public void Cut(SequenceLayout layout, int steps)
    {
        if (ReferenceEquals(layout, _whole) && steps == _steps)
        {
            return;
        }

        (_whole, _steps) = (layout, steps);
        _parts.Clear();
        for (int first = 0; first < layout.Steps; first += steps)
        {
            var lengths = new int[layout.Alive(first)];
            for (int row = 0; row < lengths.Length; row++)
            {
                lengths[row] = Math.Min(layout.Lengths[row] - first, steps);
            }

            _parts.Add(new SequenceLayout(lengths));
        }
    }
}
