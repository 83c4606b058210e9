using System.Security.Cryptography;
using RnnModular.CellCompiler;
using RnnModular.Hosting;
using RnnModular.Hosting.Manifests;

namespace RnnModular.Cli.Cells.Compilation;

/// <summary>
/// The <c>.cell</c> files that lie in a plugins folder, or in one of its subfolders that is no plugin: cells like any other.
/// One that cannot be used is in the records, as a plugin that failed.
/// </summary>
static class DroppedCells
{
    /// <summary>Registers them, and adds a record for each.</summary>
    /// <exception cref="RnnException">The folder itself cannot be read.</exception>
    public static PluginSet Join(PluginSet plugins, RuntimeCompiler compiler)
    {
        string[] files = [.. Files(plugins.Folder)];
        if (files.Length == 0)
        {
            return plugins;
        }

        // A folder of cells has no manifest, and needs none.
        HashSet<string> folders = [.. files.Select(f => Path.GetDirectoryName(f)!)];
        IEnumerable<PluginRecord> others = plugins.Records.Where(r => !(r.Status == PluginStatus.Invalid && folders.Contains(r.Directory)));
        return plugins with { Records = [.. others, .. files.Select(f => Register(f, plugins, compiler))] };
    }

    static PluginRecord Register(string file, PluginSet plugins, RuntimeCompiler compiler)
    {
        PluginRecord record = new(file, null, PluginStatus.Active);
        try
        {
            SpecCell cell = new(CellSpec.Read(file, Path.GetRelativePath(plugins.Folder, file)), compiler);

            // A broken one too: whoever asks for it by its name is told what is wrong with it.
            plugins.Cells.Register(cell);
            record = record with { Cells = [cell.Descriptor.Id], Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) };
            return cell.Problem is null ? record : Fail(record, cell.Problem);
        }
        catch (RnnException error)
        {
            return Fail(record, error.Message);
        }
        catch (Exception error)
        {
            // Whatever a spec does to the compiler, the host goes on without it.
            return Fail(record, $"Could not load the cell '{record.Id}' because the compiler failed on it ({error.GetType().Name}); please report it with the equations.");
        }
    }

    static PluginRecord Fail(PluginRecord record, string sentence) =>
        record with { Status = PluginStatus.Failed, Reason = PluginFailReason.InvalidCell, Sentence = sentence };

    static IEnumerable<string> Files(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.GetDirectories(folder).Where(IsOfCells).Prepend(folder).SelectMany(Directory.GetFiles).Where(IsCell).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RnnException(FailureKind.Plugin, $"The plugins folder '{folder}' cannot be read because of the file system ({error.Message.TrimEnd('.')}); check its permissions.", error);
        }
    }

    // A full stop in front disables, as with plugins.
    static bool IsOfCells(string folder) => !Path.GetFileName(folder).StartsWith('.') && !File.Exists(Path.Combine(folder, ManifestReader.FileName));

    static bool IsCell(string file) => file.EndsWith(CellNaming.Extension, StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(file).StartsWith('.');
}
