using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using RnnModular.Cli.Output;
using RnnModular.Cli.Training;
using RnnModular.Hosting;
using RnnModular.Numerics;

namespace RnnModular.Cli.Commands;

/// <summary><c>rnn doctor</c>: whether this machine and this installation are fit.</summary>
sealed class DoctorCommand() : Verb("doctor", "Check the machine, the installation and every plugin.", "rnn doctor")
{
    const long LeastSpace = 100L << 20;

    /// <summary>One thing looked at.</summary>
    /// <param name="Name">What.</param>
    /// <param name="Value">How it is.</param>
    /// <param name="Problem">What is wrong and what to do; null when nothing is.</param>
    sealed record Finding(string Name, string Value, string? Problem = null);

    /// <inheritdoc/>
    public override int Execute(Invocation invocation)
    {
        Finding[] findings = [.. Look(invocation)];
        bool healthy = findings.All(f => f.Problem is null);
        int exitCode = healthy ? 0 : (int)FailureKind.Plugin;
        if (invocation.Json)
        {
            invocation.Print(new JsonObject
            {
                ["healthy"] = healthy,
                ["checks"] = new JsonArray([.. findings.Select(f => (JsonNode?)new JsonObject { ["name"] = f.Name, ["value"] = f.Value, ["problem"] = f.Problem })]),
            });
            return exitCode;
        }

        TextWriter output = invocation.Surroundings.Output;
        int width = findings.Max(f => f.Name.Length);
        foreach (Finding finding in findings)
        {
            output.WriteLine($"{(finding.Problem is null ? "ok  " : "FAIL")}  {finding.Name.PadRight(width)}  {finding.Value}");
            if (finding.Problem is not null)
            {
                output.WriteLine($"      {finding.Problem}");
            }
        }

        output.WriteLine(healthy ? "Everything is well." : "Something is wrong: see the lines marked FAIL.");
        return exitCode;
    }

    static IEnumerable<Finding> Look(Invocation invocation)
    {
        yield return new Finding("version", Machine.Version);
        yield return new Finding(".NET", RuntimeInformation.FrameworkDescription);
        yield return new Finding("system", $"{RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()})");
        yield return new Finding("processor", Machine.Processor);
        yield return new Finding("cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        yield return new Finding("vector widths", string.Join(", ", Machine.SimdWidths));
        yield return Engine();
        yield return Space(invocation.Surroundings.CurrentDirectory);
        PluginSet plugins = invocation.Plugins;
        yield return Directory.Exists(plugins.Folder) || plugins.Records.Count > 0
            ? new Finding("plugins folder", plugins.Folder)
            : new Finding("plugins folder", plugins.Folder, "The plugins folder is not there; build the solution, or give another with --plugins.");
        foreach (PluginRecord record in plugins.Records)
        {
            bool failed = record.Status is PluginStatus.Failed or PluginStatus.Invalid;
            yield return new Finding($"plugin {record.Id}", $"{record.Manifest?.Version} {JsonText.Camel(record.Status.ToString())}".Trim(), failed ? record.Sentence : null);
        }
    }

    static Finding Engine()
    {
        try
        {
            return new Finding("engine", Simd.NameOf(Simd.Best));
        }
        catch (RnnException error)
        {
            return new Finding("engine", "none", error.Message);
        }
    }

    static Finding Space(string folder)
    {
        try
        {
            long free = new DriveInfo(folder).AvailableFreeSpace;
            string value = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1 << 30):0.0} GiB free in '{folder}'");
            return new Finding("disk", value, free < LeastSpace ? "The disk is nearly full; make room before training." : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Finding("disk", "unknown", $"The free space of '{folder}' cannot be read because of the file system ({error.Message.TrimEnd('.')}); check the folder.");
        }
    }
}
