using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using RnnModular.Numerics;

namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>Emitted C# compiled in memory, with every warning on.</summary>
static class EmittedCell
{
    static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);
    static readonly ImmutableArray<MetadataReference> References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path))];

    // The emitted classes are partial; somebody else says that they are public and sealed, and the SDK adds these usings.
    const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using RnnModular;\n";

    /// <summary>What the C# compiler says about a spec's code: errors and warnings, one a line.</summary>
    public static IReadOnlyList<string> Complaints(CellSource source) =>
        [.. Compile(source).GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString() + "   " + Line(d))];

    /// <summary>The factory of a spec's cell.</summary>
    public static ICellFactory Factory(string equations) => Factory(Specs.Source(equations));

    /// <summary>The factory of a source's cell.</summary>
    public static ICellFactory Factory(CellSource source) => Factories([source])[0];

    /// <summary>The factories of several sources' cells, from one compilation.</summary>
    public static IReadOnlyList<ICellFactory> Factories(IReadOnlyList<CellSource> sources)
    {
        using var image = new MemoryStream();
        EmitResult result = Compile(sources).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null).LoadFromStream(image);
        return [.. sources.Select(s => (ICellFactory)assembly.GetType($"{s.Namespace}.{s.ClassName}", throwOnError: true)!.GetProperty("Factory", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)];
    }

    static CSharpCompilation Compile(params IReadOnlyList<CellSource> sources) => CSharpCompilation.Create(
        "Emitted",
        sources.AsParallel().AsOrdered().SelectMany(Trees).Append(CSharpSyntaxTree.ParseText(Usings, ParseOptions, "Usings.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable));

    static IEnumerable<SyntaxTree> Trees(CellSource source)
    {
        CompilationResult result = CellCompilation.Compile(source);
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        string head = $"{(source.Namespace.Length > 0 ? $"namespace {source.Namespace};\n" : "")}/// <summary>A test's.</summary>\npublic sealed partial class {source.ClassName};\n";
        return result.Files.Select(f => CSharpSyntaxTree.ParseText(f.Text, ParseOptions, f.HintName))
            .Append(CSharpSyntaxTree.ParseText(head, ParseOptions, "Class.cs"));
    }

    static string Line(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()
        : "";
}
