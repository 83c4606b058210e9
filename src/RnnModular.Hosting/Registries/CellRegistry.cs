namespace RnnModular.Hosting.Registries;

/// <summary>The cells of all plugins, and those the host has compiled itself from <c>.cell</c> files.</summary>
public sealed class CellRegistry : ICellRegistry
{
    internal Registry<ICellFactory> Entries { get; } = new("cell");

    /// <inheritdoc/>
    public IReadOnlyList<ICellFactory> All => Entries.All;

    /// <inheritdoc/>
    public ICellFactory Get(string id) => Entries.Get(id);

    /// <summary>Adds a factory under its descriptor's id.</summary>
    /// <exception cref="RnnException">The id is taken, or is not of the form of an id.</exception>
    public void Register(ICellFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Entries.Register(factory.Descriptor.Id, factory);
    }
}
