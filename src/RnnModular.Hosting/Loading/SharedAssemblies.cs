namespace RnnModular.Hosting.Loading;

/// <summary>
/// The assemblies host and plugins must see as one and the same: were the contracts loaded twice, an <c>IPlugin</c> would
/// not be an <c>IPlugin</c>.
/// </summary>
static class SharedAssemblies
{
    public static IReadOnlyList<string> Names { get; } = ["RnnModular.Abstractions", "RnnModular.Numerics", "RnnModular.Learning"];

    public static string Contracts => Names[0];

    public static bool IsShared(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Part of the framework, or of what the host has brought in the framework's name.</summary>
    public static bool IsSystem(string name) => name == "System" || name == "mscorlib" || name == "netstandard" || name.StartsWith("System.", StringComparison.Ordinal);
}
