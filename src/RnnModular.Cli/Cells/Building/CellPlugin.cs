using System.Text;
using System.Text.Json.Nodes;
using RnnModular.CellCompiler;
using RnnModular.Cli.Cells.Compilation;
using RnnModular.Cli.Output;
using RnnModular.Hosting;
using RnnModular.Hosting.Manifests;

namespace RnnModular.Cli.Cells.Building;

/// <summary>A spec as a plugin: an assembly whose entry point registers the cell, and the manifest that says so.</summary>
sealed class CellPlugin
{
    const string ClassSuffix = "Cell";

    readonly CellSpec _spec;
    readonly byte[] _manifest;

    /// <summary>Checks that the spec can be a plugin.</summary>
    /// <exception cref="RnnException">Its name makes no plugin's.</exception>
    public CellPlugin(CellSpec spec)
    {
        _spec = spec;
        string className = CellNaming.ClassName(spec.Source.Id)!;
        Name = className.Length > ClassSuffix.Length ? className[..^ClassSuffix.Length] : className;
        _manifest = Encoding.UTF8.GetBytes(Manifest().ToJsonString(JsonText.Indented) + "\n");
        ManifestReading reading = ManifestReader.Read(_manifest);
        if (reading.Manifest is null)
        {
            throw new RnnException(FailureKind.Plugin, $"The cell '{spec.Source.Id}' cannot become a plugin because {string.Join(", and ", reading.Problems)}; rename its file, for instance 'min-gru.cell'.");
        }
    }

    /// <summary>Name of its folder and assembly.</summary>
    public string Name { get; }

    /// <summary>Its id in the manifest.</summary>
    public string Id => $"cells.{_spec.Source.Id}";

    /// <summary>What it registers.</summary>
    public string Provides => $"cell:{_spec.Source.Id}";

    /// <summary>Its files by name.</summary>
    /// <exception cref="RnnException">The emitted code cannot be compiled, which is a fault of ours.</exception>
    public IReadOnlyDictionary<string, byte[]> Files() => new Dictionary<string, byte[]>
    {
        [ManifestReader.FileName] = _manifest,
        [$"{Name}.dll"] = EmittedAssembly.Compile(_spec.Source, Name, EntryPoint()),
    };

    string EntryPoint() => $$"""
        [assembly: System.Reflection.AssemblyVersion("1.0.0.0")]

        namespace {{_spec.Source.Namespace}};

        /// <summary>Brings the cell {{_spec.Source.Id}}.</summary>
        public sealed class {{Name}}Plugin : IPlugin
        {
            /// <inheritdoc/>
            public void Configure(IPluginContext context) => context.Cells.Register({{_spec.Source.ClassName}}.Factory);
        }
        """;

    JsonObject Manifest() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["version"] = "1.0.0",
        ["kind"] = "architecture",
        ["entryAssembly"] = $"{Name}.dll",
        ["api"] = new JsonObject { ["min"] = HostApi.Version, ["max"] = HostApi.Version.Split('.')[0] },
        ["provides"] = JsonText.Texts([Provides]),
        ["description"] = Description(),
    };

    // The validator refuses what a terminal should not be shown.
    string Description() => string.Concat(_spec.Source.Summary.Where(c => !char.IsControl(c)).Take(500));
}
