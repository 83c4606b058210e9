using RnnModular.Hosting.Loading;
using RnnModular.Hosting.Phases;
using RnnModular.Hosting.Registries;

namespace RnnModular.Hosting;

/// <summary>
/// The plugins of a folder, taken through the phases discover, validate, order, load and configure. A bad plugin never
/// stops the host: its record says what is wrong with it.
/// </summary>
public sealed class PluginHost : IDisposable
{
    readonly List<PluginRecord> _records = [];
    readonly Dictionary<string, IPluginAssembly> _code = new(StringComparer.Ordinal);

    PluginHost()
    {
        Cells.Entries.Explain = id => Failure($"cell:{id}");
        Tasks.Entries.Explain = id => Failure($"task:{id}");
    }

    /// <summary>Every plugin found: those loaded in load order, then the others by id.</summary>
    public IReadOnlyList<PluginRecord> Records => _records;

    /// <summary>The cells of all plugins.</summary>
    public CellRegistry Cells { get; } = new();

    /// <summary>The tasks of all plugins.</summary>
    public TaskRegistry Tasks { get; } = new();

    /// <summary>Loads the plugins in the subfolders of a folder; a folder that is not there has none.</summary>
    /// <exception cref="RnnException">The folder itself cannot be read.</exception>
    public static PluginHost Load(string pluginsFolder, PluginHostOptions? options = null)
    {
        options ??= new PluginHostOptions();
        PluginHost host = new();
        IReadOnlyList<PluginRecord> found;
        try
        {
            found = Discover.Run(pluginsFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RnnException(FailureKind.Plugin, $"The plugins folder '{pluginsFolder}' cannot be read because {Printable.Message(e)}; check its permissions.", e);
        }

        IReadOnlyList<PluginRecord> ordered = Order.Run(Validate.Run(found));
        Dictionary<string, PluginRecord> active = new(StringComparer.Ordinal);
        foreach (PluginRecord record in ordered)
        {
            PluginRecord outcome = record.IsUnderWay ? host.Start(Dependencies.Check(record, active, ordered), options) : record;
            host._records.Add(outcome);
            if (outcome.Status == PluginStatus.Active)
            {
                active.Add(outcome.Id, outcome);
            }
        }

        return host;
    }

    /// <summary>Takes out a plugin and everything it registered. Whoever still holds one of its cells keeps its code alive.</summary>
    /// <returns>False when no active plugin has this id.</returns>
    public bool Unload(string id)
    {
        int index = _records.FindIndex(record => record.Id == id && record.Status == PluginStatus.Active);
        if (index < 0)
        {
            return false;
        }

        foreach (string cell in _records[index].Cells)
        {
            Cells.Entries.Remove(cell);
        }

        foreach (string task in _records[index].Tasks)
        {
            Tasks.Entries.Remove(task);
        }

        _records[index] = _records[index] with { Status = PluginStatus.Unloaded, Cells = [], Tasks = [] };
        _code.Remove(id, out IPluginAssembly? code);
        code?.Dispose();
        return true;
    }

    /// <summary>Takes out every plugin, last loaded first.</summary>
    public void Dispose()
    {
        foreach (PluginRecord record in _records.Where(record => record.Status == PluginStatus.Active).Reverse().ToArray())
        {
            Unload(record.Id);
        }
    }

    PluginRecord Start(PluginRecord record, PluginHostOptions options)
    {
        if (!record.IsUnderWay)
        {
            return record;
        }

        LoadedPlugin plugin = Phases.Load.Run(record, options.Loader, options.Collectible);
        if (plugin.Code is null)
        {
            return plugin.Record;
        }

        PluginRecord outcome = Configure.Run(plugin, Cells, Tasks);
        if (outcome.Status == PluginStatus.Active)
        {
            _code.Add(outcome.Id, plugin.Code);
        }
        else
        {
            plugin.Code.Dispose();
        }

        return outcome;
    }

    /// <summary>Why something a manifest promises is not there.</summary>
    string? Failure(string provision) => _records
        .Where(record => record.Manifest?.Provides.Contains(provision) == true)
        .Select(record => record.Status switch
        {
            PluginStatus.Active => null,
            PluginStatus.Disabled => $"the plugin '{record.Id}', which provides it, is disabled; take the full stop from its folder's name.",
            PluginStatus.Unloaded => $"the plugin '{record.Id}', which provided it, was taken out.",
            _ => record.Sentence,
        })
        .FirstOrDefault(reason => reason is not null);
}
