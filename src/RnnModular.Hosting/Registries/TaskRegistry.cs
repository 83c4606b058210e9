namespace RnnModular.Hosting.Registries;

/// <summary>The tasks of all plugins.</summary>
public sealed class TaskRegistry : ITaskRegistry
{
    internal Registry<ITask> Entries { get; } = new("task");

    /// <inheritdoc/>
    public IReadOnlyList<ITask> All => Entries.All;

    /// <inheritdoc/>
    public ITask Get(string id) => Entries.Get(id);

    /// <summary>Adds a task under its id.</summary>
    /// <exception cref="RnnException">The id is taken, or is not of the form of an id.</exception>
    public void Register(ITask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        Entries.Register(task.Id, task);
    }
}
