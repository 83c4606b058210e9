using RnnModular.Hosting.Manifests;

namespace RnnModular.Cli.Cells.Building;

/// <summary>Puts a plugin into a folder of plugins, whole or not at all.</summary>
static class PluginFolder
{
    /// <summary>Writes beside the target and renames; an older build of the same plugin is replaced.</summary>
    /// <param name="plugins">The folder of plugins; made when missing.</param>
    /// <param name="plugin">The plugin.</param>
    /// <returns>The plugin's own folder.</returns>
    /// <exception cref="RnnException">Another plugin is in the way, or the files cannot be written.</exception>
    public static string Write(string plugins, CellPlugin plugin)
    {
        string target = Path.Combine(plugins, plugin.Name);
        Refuse(plugins, target, plugin);

        // A full stop in front hides a folder from the host, so that one left behind by a crash does no harm.
        string written = Path.Combine(plugins, $".{plugin.Name}.{Environment.ProcessId}.new");
        string old = Path.Combine(plugins, $".{plugin.Name}.{Environment.ProcessId}.old");
        try
        {
            Directory.CreateDirectory(written);
            foreach ((string name, byte[] content) in plugin.Files())
            {
                File.WriteAllBytes(Path.Combine(written, name), content);
            }

            if (Directory.Exists(target))
            {
                Directory.Move(target, old);
            }

            Directory.Move(written, target);
            return target;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RnnException(FailureKind.Config, $"The plugin '{target}' cannot be written because of the file system ({error.Message.TrimEnd('.')}); choose another folder with --out.", error);
        }
        finally
        {
            Remove(written);
            Remove(old);
        }
    }

    static void Refuse(string plugins, string target, CellPlugin plugin)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && ManifestReader.ReadFrom(target).Manifest?.Id != plugin.Id))
        {
            throw new RnnException(FailureKind.Config, $"The plugin '{plugin.Id}' cannot be written because '{target}' is there already and is something else; choose another folder with --out, or rename the cell's file.");
        }

        foreach (string folder in Directory.Exists(plugins) ? Directory.GetDirectories(plugins) : [])
        {
            if (folder != target && !Path.GetFileName(folder).StartsWith('.') && ManifestReader.ReadFrom(folder).Manifest is { } other && other.Provides.Contains(plugin.Provides))
            {
                throw new RnnException(FailureKind.Config, $"The plugin '{plugin.Id}' cannot be put into '{plugins}' because the plugin '{other.Id}' there brings {plugin.Provides} already; rename the cell's file.");
            }
        }
    }

    static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Hidden from the host; the failure before it, if any, is the one to report.
        }
    }
}
