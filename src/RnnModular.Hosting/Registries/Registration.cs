namespace RnnModular.Hosting.Registries;

/// <summary>
/// The registries as one plugin sees them while it is being configured: it may look anything up, what it adds is noted so
/// that it can be taken back, and once the registration is closed nothing can be added any more.
/// </summary>
sealed class Registration(string pluginId, string directory, CellRegistry cells, TaskRegistry tasks) : IPluginContext, ICellRegistry, ITaskRegistry
{
    readonly List<string> _cells = [];
    readonly List<string> _tasks = [];
    bool _isClosed;

    public string PluginId => pluginId;

    public string Directory => directory;

    public ICellRegistry Cells => this;

    public ITaskRegistry Tasks => this;

    /// <summary>Ids of the cells added, ordered.</summary>
    public IReadOnlyList<string> CellIds => [.. _cells.Order(StringComparer.Ordinal)];

    /// <summary>Ids of the tasks added, ordered.</summary>
    public IReadOnlyList<string> TaskIds => [.. _tasks.Order(StringComparer.Ordinal)];

    IReadOnlyList<ICellFactory> ICellRegistry.All => cells.All;

    IReadOnlyList<ITask> ITaskRegistry.All => tasks.All;

    public void Close() => _isClosed = true;

    public void RollBack()
    {
        Close();
        _cells.ForEach(cells.Entries.Remove);
        _tasks.ForEach(tasks.Entries.Remove);
        _cells.Clear();
        _tasks.Clear();
    }

    ICellFactory ICellRegistry.Get(string id) => cells.Get(id);

    ITask ITaskRegistry.Get(string id) => tasks.Get(id);

    void ICellRegistry.Register(ICellFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ThrowIfClosed();

        // Asked once: a descriptor that answers differently the second time must not leave an entry nobody can take back.
        string id = factory.Descriptor.Id;
        cells.Entries.Register(id, factory);
        _cells.Add(id);
    }

    void ITaskRegistry.Register(ITask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThrowIfClosed();
        string id = task.Id;
        tasks.Entries.Register(id, task);
        _tasks.Add(id);
    }

    void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new RnnException(FailureKind.Plugin, $"The plugin '{pluginId}' registers something after it was configured; it may do so only inside Configure.");
        }
    }
}
