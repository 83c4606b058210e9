namespace RnnModular.Numerics;

/// <summary>Where the states of a cell start that do not start at zero.</summary>
sealed class CellStarts
{
    readonly List<(CellState State, float Constant, CellParameter? Learned)> _starts = [];

    /// <summary>True when every state starts at zero.</summary>
    public bool AreZero => _starts.Count == 0;

    /// <summary>Adds a state that starts at a number, or at a parameter of its shape.</summary>
    public void Add(CellState state, float constant, CellParameter? learned) => _starts.Add((state, constant, learned));

    /// <summary>Writes a state row.</summary>
    public void Write(Span<float> row, ReadOnlySpan<float> parameters)
    {
        row.Clear();
        foreach ((CellState state, float constant, CellParameter? learned) in _starts)
        {
            for (int value = 0; value < state.Count; value++)
            {
                row[state.IndexOf(value)] = learned is null ? constant : parameters[learned.Offset + value];
            }
        }
    }

    /// <summary>Adds the gradients of the initial states to those of learned starts, sequence by sequence.</summary>
    public void AddGradients(List<CarriedGradient> carried, Span<float> dParameters)
    {
        foreach ((CellState state, _, CellParameter? learned) in _starts)
        {
            if (learned is not null)
            {
                Of(carried, state).AddInitial(dParameters.Slice(learned.Offset, learned.Length));
            }
        }
    }

    // Without a lambda, since every backward pass asks and may not allocate.
    static CarriedGradient Of(List<CarriedGradient> carried, CellState state)
    {
        int index = 0;
        while (!ReferenceEquals(carried[index].State, state))
        {
            index++;
        }

        return carried[index];
    }
}
