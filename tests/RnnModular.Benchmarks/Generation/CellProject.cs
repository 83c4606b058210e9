using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RnnModular.Cli.Cells.Compilation;
using RnnModular.Generators;

namespace RnnModular.Benchmarks.Generation;

/// <summary>A project of cells in memory, as an IDE keeps it: each edit goes on from what the generator has cached.</summary>
sealed class CellProject
{
    // As build projects are: global usings in a file of their own.
    const string Usings = "global using System; global using System.Collections.Generic; global using RnnModular;";

    readonly Dictionary<string, AdditionalText> _texts = [];
    CSharpCompilation _compilation;
    GeneratorDriver _driver;

    /// <summary>A project with those cells, in which the generator has not run yet.</summary>
    public CellProject(IEnumerable<CellFile> cells)
    {
        _compilation = CSharpCompilation.Create("Cells", [Parse("Usings.cs", Usings)], MetadataReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        _driver = CSharpGeneratorDriver.Create(
            [new CellGenerator().AsSourceGenerator()],
            optionsProvider: new NoOptions(),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        foreach (CellFile cell in cells)
        {
            Put(cell);
        }
    }

    /// <summary>Adds a cell's file, or replaces it.</summary>
    public void Put(CellFile cell)
    {
        if (cell.IsClass)
        {
            PutSource(cell.Path, cell.Text);
            return;
        }

        CellText text = new(cell);
        _driver = _texts.TryGetValue(cell.Path, out AdditionalText? old) ? _driver.ReplaceAdditionalText(old, text) : _driver.AddAdditionalTexts([text]);
        _texts[cell.Path] = text;
    }

    /// <summary>Adds a C# file, or replaces it.</summary>
    public void PutSource(string path, string text)
    {
        SyntaxTree tree = Parse(path, text);
        SyntaxTree? old = _compilation.SyntaxTrees.FirstOrDefault(t => t.FilePath == path);
        _compilation = old is null ? _compilation.AddSyntaxTrees(tree) : _compilation.ReplaceSyntaxTree(old, tree);
    }

    /// <summary>Runs the generator.</summary>
    /// <exception cref="RnnException">It reported an error: times of failures are no times.</exception>
    public GenerationRun Run()
    {
        long start = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(_compilation);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        GeneratorDriverRunResult result = _driver.GetRunResult();
        return result.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error
            ? throw new RnnException(FailureKind.Internal, $"The generator failed: {error}")
            : new GenerationRun(taken.TotalMilliseconds, _driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds, result.Results.Single());
    }

    static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text), path: path);

    sealed class CellText(CellFile file) : AdditionalText
    {
        readonly SourceText _text = SourceText.From(file.Text);

        public override string Path => file.Path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    sealed class NoOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new None();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        sealed class None : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = "";
                return false;
            }
        }
    }
}
