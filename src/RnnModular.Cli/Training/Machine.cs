using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using RnnModular.Cli.Output;
using RnnModular.Numerics;

namespace RnnModular.Cli.Training;

/// <summary>What a run ran on: <c>environment.json</c>, and half of <c>rnn doctor</c>.</summary>
static class Machine
{
    /// <summary>The version of this program.</summary>
    public static string Version { get; } =
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The processor's name as it gives it.</summary>
    public static string Processor { get; } = ReadProcessor();

    /// <summary>The vector widths the machine has, widest first.</summary>
    public static IReadOnlyList<string> SimdWidths => [.. Simd.Available.Select(Simd.NameOf)];

    /// <summary>The content of <c>environment.json</c>.</summary>
    public static JsonObject ToJson() => new()
    {
        ["version"] = Version,
        ["os"] = RuntimeInformation.OSDescription,
        ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        ["dotnet"] = RuntimeInformation.FrameworkDescription,
        ["processor"] = Processor,
        ["cores"] = Environment.ProcessorCount,
        ["simdWidths"] = JsonText.Texts(SimdWidths),
        ["simd"] = Simd.NameOf(Simd.Best),
    };

    static string ReadProcessor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        try
        {
            string? line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
            string? name = line?[(line.IndexOf(':') + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
            return name ?? RuntimeInformation.ProcessArchitecture.ToString();
        }
        catch (IOException)
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }
    }
}
