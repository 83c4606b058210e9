namespace RnnModular.Numerics;

/// <summary>Makes cells of an emitted class.</summary>
/// <param name="descriptor">The cell apart from its sizes.</param>
/// <param name="create">Its constructor.</param>
public sealed class CompiledCellFactory(CellDescriptor descriptor, Func<CellSizes, SimdWidth?, RecurrentCell> create) : ICellFactory
{
    /// <inheritdoc/>
    public CellDescriptor Descriptor => descriptor;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The cell cannot have these sizes, or comes to more numbers than an array holds.</exception>
    public RecurrentCell Create(CellSizes sizes, SimdWidth? width = null)
    {
        try
        {
            return create(sizes, width);
        }
        catch (ArithmeticException)
        {
            throw new ArgumentOutOfRangeException(nameof(sizes), $"With input {sizes.Input} and hidden {sizes.Hidden}, a size of the cell '{descriptor.Id}' or the number of its parameters comes to more than {int.MaxValue}, or is divided by zero.");
        }
    }
}
