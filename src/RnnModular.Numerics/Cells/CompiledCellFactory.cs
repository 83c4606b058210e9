namespace RnnModular.Numerics;

/// <summary>Makes cells of an emitted class.</summary>
/// <param name="descriptor">The cell apart from its sizes.</param>
/// <param name="create">Its constructor.</param>
public sealed class CompiledCellFactory(CellDescriptor descriptor, Func<CellSizes, SimdWidth?, RecurrentCell> create) : ICellFactory
{
    /// <inheritdoc/>
    public CellDescriptor Descriptor => descriptor;

    /// <inheritdoc/>
    public RecurrentCell Create(CellSizes sizes, SimdWidth? width = null) => create(sizes, width);
}
