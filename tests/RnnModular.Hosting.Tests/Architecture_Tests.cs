using System.Xml.Linq;

namespace RnnModular.Hosting.Tests;

/// <summary>Who may know whom, read from the project files themselves.</summary>
public sealed class Architecture_Tests
{
    static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["RnnModular.Abstractions"] = [],
        ["RnnModular.Numerics"] = ["RnnModular.Abstractions"],
        ["RnnModular.Learning"] = ["RnnModular.Numerics"],
        ["RnnModular.Interop"] = ["RnnModular.Learning"],
        ["RnnModular.Hosting"] = ["RnnModular.Abstractions"],
        ["RnnModular.Cli"] = ["RnnModular.CellCompiler", "RnnModular.Hosting", "RnnModular.Interop", "RnnModular.Learning"],
        ["RnnModular.CellCompiler"] = [],
        ["RnnModular.Generators"] = ["RnnModular.CellCompiler"],
    };

    static readonly string s_root = Root();

    [Fact]
    public void Architecture_of_src_and_generators_has_only_the_allowed_references()
    {
        string[] projects = [.. Projects("src"), .. Projects("generators")];

        Assert.Equal(s_allowed.Keys.Order(), projects.Select(Name).Order());
        Assert.All(projects, project => Assert.Subset(s_allowed[Name(project)].ToHashSet(), References(project).ToHashSet()));
    }

    [Fact]
    public void Architecture_of_plugins_has_no_reference_to_another_plugin_or_to_the_host()
    {
        Assert.NotEmpty(Projects("plugins"));
        Assert.All(Projects("plugins"), project => Assert.Empty(References(project)));
    }

    [Fact]
    public void Architecture_of_the_build_file_gives_plugins_the_contracts_and_the_engine_without_copying_them()
    {
        XElement[] shared =
        [
            .. XDocument.Load(Path.Combine(s_root, "Directory.Build.targets")).Descendants("ItemGroup")
                .Where(group => group.Attribute("Condition")?.Value.Contains("IsPluginProject") == true)
                .Descendants("ProjectReference"),
        ];

        Assert.Equal(["RnnModular.Abstractions", "RnnModular.Learning", "RnnModular.Numerics"], shared.Select(r => Name(r.Attribute("Include")!.Value)).Order());
        Assert.All(shared, reference => Assert.Equal(("false", "runtime"), (reference.Attribute("Private")?.Value, reference.Attribute("ExcludeAssets")?.Value)));
    }

    [Theory]
    [InlineData("src/RnnModular.Abstractions/RnnModular.Abstractions.csproj")]
    [InlineData("generators/RnnModular.CellCompiler/RnnModular.CellCompiler.csproj")]
    public void Architecture_of_contracts_and_compiler_has_no_package(string project) =>
        Assert.Empty(XDocument.Load(Path.Combine(s_root, project)).Descendants("PackageReference"));

    [Fact]
    public void Architecture_of_the_house_keeps_versions_in_the_one_build_file() =>
        Assert.All(
            new[] { "src", "generators", "plugins", "tests" }.SelectMany(Projects),
            project => Assert.DoesNotContain(XDocument.Load(project).Descendants("PackageReference"), package => package.Attribute("Version") is not null));

    [Fact]
    public void Architecture_of_the_solution_holds_every_project()
    {
        string solution = File.ReadAllText(Path.Combine(s_root, "RnnModular.sln")).Replace('\\', '/');

        Assert.All(
            new[] { "src", "generators", "plugins", "tests" }.SelectMany(Projects),
            project => Assert.Contains(Path.GetRelativePath(s_root, project).Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    static IEnumerable<string> Projects(string folder) => Directory.EnumerateFiles(Path.Combine(s_root, folder), "*.csproj", SearchOption.AllDirectories);

    static IEnumerable<string> References(string project) => XDocument.Load(project).Descendants("ProjectReference").Select(r => Name(r.Attribute("Include")!.Value));

    static string Name(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "RnnModular.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not run from inside the repository.");
    }
}
