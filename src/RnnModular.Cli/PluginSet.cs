using RnnModular.Hosting;

namespace RnnModular.Cli;

/// <summary>The plugins as the verbs see them.</summary>
/// <param name="Folder">Where they were looked for.</param>
/// <param name="Records">What became of each.</param>
/// <param name="Cells">The cells they brought.</param>
/// <param name="Tasks">The tasks they brought.</param>
sealed record PluginSet(string Folder, IReadOnlyList<PluginRecord> Records, ICellRegistry Cells, ITaskRegistry Tasks)
{
    /// <summary>Those that were given up.</summary>
    public IEnumerable<PluginRecord> Failed => Records.Where(r => r.Status is PluginStatus.Failed or PluginStatus.Invalid);

    /// <summary>Loads the plugins of a folder; a bad one is in the records, not an exception.</summary>
    /// <exception cref="RnnException">The folder itself cannot be read.</exception>
    public static PluginSet Load(string folder)
    {
        PluginHost host = PluginHost.Load(folder);
        return new PluginSet(folder, host.Records, host.Cells, host.Tasks);
    }
}
