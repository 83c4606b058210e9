namespace RnnModular;

/// <summary>The one entry point of a plugin. It only registers what it brings; it starts no threads and no timers.</summary>
public interface IPlugin
{
    /// <summary>Registers cells and tasks.</summary>
    void Configure(IPluginContext context);
}

/// <summary>All a plugin receives from its host.</summary>
public interface IPluginContext
{
    /// <summary>The id in the plugin's manifest.</summary>
    string PluginId { get; }

    /// <summary>The plugin's own folder. Use it instead of <c>Assembly.Location</c>, which may be empty.</summary>
    string Directory { get; }

    /// <summary>Where cells are registered.</summary>
    ICellRegistry Cells { get; }

    /// <summary>Where tasks are registered.</summary>
    ITaskRegistry Tasks { get; }
}

/// <summary>The tasks that plugins have registered.</summary>
public interface ITaskRegistry
{
    /// <summary>All tasks, ordered by id.</summary>
    IReadOnlyList<ITask> All { get; }

    /// <summary>The task of <paramref name="id"/>.</summary>
    /// <exception cref="RnnException">No plugin provides it; the sentence names the nearest ids.</exception>
    ITask Get(string id);

    /// <summary>Adds a task; only while a plugin is being configured.</summary>
    /// <exception cref="RnnException">The id is taken.</exception>
    void Register(ITask task);
}
