namespace RnnModular;

/// <summary>The sizes a cell is made with.</summary>
/// <param name="Input">I, at least 1.</param>
/// <param name="Hidden">H, at least 1.</param>
public readonly record struct CellSizes(int Input, int Hidden);

/// <summary>Makes cells of one kind.</summary>
public interface ICellFactory
{
    /// <summary>The cell apart from its sizes.</summary>
    CellDescriptor Descriptor { get; }

    /// <summary>Makes a cell.</summary>
    /// <param name="sizes">Input and hidden size.</param>
    /// <param name="width">The instruction set, or null for the machine's best.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1, or one the spec fixes otherwise.</exception>
    RecurrentCell Create(CellSizes sizes, SimdWidth? width = null);
}

/// <summary>The cells that plugins have registered.</summary>
public interface ICellRegistry
{
    /// <summary>All factories, ordered by id.</summary>
    IReadOnlyList<ICellFactory> All { get; }

    /// <summary>The factory of <paramref name="id"/>.</summary>
    /// <exception cref="RnnException">No plugin provides it; the sentence names the nearest ids.</exception>
    ICellFactory Get(string id);

    /// <summary>Adds a factory; only while a plugin is being configured.</summary>
    /// <exception cref="RnnException">The id is taken.</exception>
    void Register(ICellFactory factory);
}
