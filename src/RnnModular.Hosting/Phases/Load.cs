using System.Reflection;
using System.Security.Cryptography;
using RnnModular.Hosting.Loading;

namespace RnnModular.Hosting.Phases;

/// <summary>Phase 4: loads a plugin's assembly and finds its entry point. None of the plugin's code runs yet.</summary>
static class Load
{
    public static LoadedPlugin Run(PluginRecord record, IPluginAssemblyLoader loader, bool collectible)
    {
        string file = record.Manifest!.EntryAssembly;
        string path = Path.Combine(record.Directory, file);
        IPluginAssembly? code = null;
        try
        {
            if (Stowaway(record.Directory) is { } stowaway)
            {
                return new(Fail(record, $"its folder holds {stowaway}, which must come from the host", "delete that file, and build the plugin so that it is not copied"));
            }

            if (!File.Exists(path))
            {
                return new(Fail(record, $"its entry assembly {file} is not there", "install the plugin again"));
            }

            record = record with { Sha256 = Hash(path) };
            code = loader.Load(path, collectible);
            return Probe(record, code);
        }
        catch (Exception e)
        {
            // Whatever is wrong with foreign code is the plugin's failure, never the host's.
            code?.Dispose();
            return new(Fail(record, Reason(file, e), "install a version of the plugin that was built for this host"));
        }
    }

    static LoadedPlugin Probe(PluginRecord record, IPluginAssembly code)
    {
        // Resolving every type now shows a missing or mismatched dependency here and not in the middle of a training.
        Type[] entries = [.. code.Assembly.GetTypes().Where(type => type.IsVisible && type is { IsClass: true, IsAbstract: false } && typeof(IPlugin).IsAssignableFrom(type))];
        string? problem = entries switch
        {
            [] => $"{record.Manifest!.EntryAssembly} has no public class that implements IPlugin",
            [Type only] => only.ContainsGenericParameters || only.GetConstructor(Type.EmptyTypes) is null ? $"its entry point {only.Name} has no public constructor without parameters" : null,
            _ => $"{record.Manifest!.EntryAssembly} has {entries.Length} public classes that implement IPlugin ({string.Join(", ", entries.Select(e => e.Name).Order(StringComparer.Ordinal))})",
        };
        if (problem is null)
        {
            return new(record with { Status = PluginStatus.Loaded }, code, entries[0]);
        }

        code.Dispose();
        return new(record.Fail(PluginFailReason.EntryFailed, problem, "the plugin's author must give it exactly one"));
    }

    static string? Stowaway(string directory) => Directory.EnumerateFiles(directory)
        .Select(file => Path.GetFileName(file))
        .FirstOrDefault(file => string.Equals(file, $"{SharedAssemblies.Contracts}.dll", StringComparison.OrdinalIgnoreCase));

    static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    static string Reason(string file, Exception exception) => exception switch
    {
        BadImageFormatException => $"{file} is not a .NET assembly",
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => $"a type in {file} cannot be loaded ({Printable.Message(first)})",
        _ => $"{file} cannot be loaded ({Printable.Message(exception)})",
    };

    static PluginRecord Fail(PluginRecord record, string because, string whatToDo) => record.Fail(PluginFailReason.LoadFailed, because, whatToDo);
}
