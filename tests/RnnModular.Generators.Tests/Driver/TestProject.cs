using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RnnModular.CellCompiler;

namespace RnnModular.Generators.Tests.Driver;

/// <summary>A small C# project in memory with the generator running in it; each edit keeps the generator's caches.</summary>
sealed class TestProject
{
    static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.None);
    static readonly ImmutableArray<MetadataReference> References = FindReferences();

    readonly Dictionary<string, TestText> _cells = [];
    CSharpCompilation _compilation;
    GeneratorDriver _driver;

    public TestProject(Func<CellSource, CompilationResult> compile, string rootNamespace = "Tests")
        : this(new CellGenerator(compile), rootNamespace) { }

    public TestProject(CellGenerator generator, string rootNamespace = "Tests")
    {
        _compilation = CSharpCompilation.Create(
            "Tests", [], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        _driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: ParseOptions,
            optionsProvider: new TestOptions(rootNamespace),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>Adds a source file, or replaces the one of that name.</summary>
    public TestProject Source(string path, string text)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(text), ParseOptions, path);
        SyntaxTree? old = _compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path);
        _compilation = old is null ? _compilation.AddSyntaxTrees(tree) : _compilation.ReplaceSyntaxTree(old, tree);
        return this;
    }

    /// <summary>Adds a <c>.cell</c> file, or replaces the one of that name.</summary>
    public TestProject Cell(string path, string text)
    {
        TestText file = new(path, text);
        _driver = _cells.TryGetValue(path, out TestText? old) ? _driver.ReplaceAdditionalText(old, file) : _driver.AddAdditionalTexts([file]);
        _cells[path] = file;
        return this;
    }

    /// <summary>Runs the generator over the project as it is now.</summary>
    public TestRun Run()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out Compilation updated, out ImmutableArray<Diagnostic> diagnostics);
        return new TestRun(_driver.GetRunResult().Results.Single(), updated, diagnostics);
    }

    static ImmutableArray<MetadataReference> FindReferences()
    {
        string platform = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> framework = Directory.EnumerateFiles(platform, "System*.dll").Where(path => !path.Contains(".Native.", StringComparison.Ordinal));
        IEnumerable<string> own = new[] { "RnnModular.Abstractions.dll", "RnnModular.Numerics.dll" }.Select(name => Path.Combine(AppContext.BaseDirectory, name));
        return [.. framework.Concat(own).Select(path => MetadataReference.CreateFromFile(path))];
    }

    sealed class TestText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    sealed class TestOptions(string rootNamespace) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(rootNamespace);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        sealed class Values(string rootNamespace) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = rootNamespace;
                return key == "build_property.RootNamespace";
            }
        }
    }
}
