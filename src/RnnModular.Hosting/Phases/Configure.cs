using System.Reflection;
using RnnModular.Hosting.Registries;

namespace RnnModular.Hosting.Phases;

/// <summary>Phase 5: lets a plugin register what it brings, and takes everything back if that goes wrong.</summary>
static class Configure
{
    public static PluginRecord Run(LoadedPlugin plugin, CellRegistry cells, TaskRegistry tasks)
    {
        PluginRecord record = plugin.Record;
        Registration registration = new(record.Id, record.Directory, cells, tasks);
        PluginRecord outcome;
        try
        {
            IPlugin entry = (IPlugin)Activator.CreateInstance(plugin.Entry!)!;
            entry.Configure(registration);
            outcome = Hold(record, registration);
        }
        catch (Exception e)
        {
            // Whatever foreign code throws is the plugin's failure, never the host's.
            Exception cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            string what = cause is RnnException ? "" : $"{cause.GetType().Name}: ";
            outcome = record.Fail(PluginFailReason.EntryFailed, $"its entry point failed ({what}{Printable.Message(cause)})", "tell the plugin's author, or disable it by putting a full stop before its folder's name");
        }

        if (outcome.Status == PluginStatus.Active)
        {
            registration.Close();
        }
        else
        {
            registration.RollBack();
        }

        return outcome;
    }

    /// <summary>Holds what was registered against what the manifest promises.</summary>
    static PluginRecord Hold(PluginRecord record, Registration registration)
    {
        string[] promised = [.. record.Manifest!.Provides.Where(p => p.StartsWith("cell:", StringComparison.Ordinal) || p.StartsWith("task:", StringComparison.Ordinal))];
        string[] given = [.. registration.CellIds.Select(id => $"cell:{id}"), .. registration.TaskIds.Select(id => $"task:{id}")];
        string[] absent = [.. promised.Except(given)];
        string[] extra = record.Manifest.Provides.Count > 0 ? [.. given.Except(promised)] : [];
        if (absent.Length > 0)
        {
            return Malfunction(record, $"it did not register {string.Join(", ", absent)}, which its manifest promises");
        }

        return extra.Length > 0
            ? Malfunction(record, $"it registered {string.Join(", ", extra)}, which its manifest does not name")
            : record with { Status = PluginStatus.Active, Cells = registration.CellIds, Tasks = registration.TaskIds };
    }

    static PluginRecord Malfunction(PluginRecord record, string because) =>
        record.Fail(PluginFailReason.Malfunctioned, because, "the plugin's author must make \"provides\" and Configure agree");
}
