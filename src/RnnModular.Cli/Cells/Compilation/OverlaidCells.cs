namespace RnnModular.Cli.Cells.Compilation;

/// <summary>The registered cells, and before them a few that belong to one run.</summary>
/// <param name="registered">What the plugins brought.</param>
/// <param name="own">The run's own, by id.</param>
sealed class OverlaidCells(ICellRegistry registered, IReadOnlyDictionary<string, SpecCell> own) : ICellRegistry
{
    /// <inheritdoc/>
    public IReadOnlyList<ICellFactory> All { get; } =
        [.. registered.All.Where(c => !own.ContainsKey(c.Descriptor.Id)).Concat(own.Values).OrderBy(c => c.Descriptor.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ICellFactory Get(string id) => own.TryGetValue(id, out SpecCell? cell) ? cell : registered.Get(id);

    /// <inheritdoc/>
    public void Register(ICellFactory factory) => registered.Register(factory);
}
