using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using RnnModular.CellCompiler;

namespace RnnModular.Cli.Cells.Compilation;

/// <summary>Turns emitted C# into an assembly, in memory.</summary>
static class EmittedAssembly
{
    // The contracts, and what a project has by itself.
    const string GlobalUsings = "global using System;\nglobal using System.Collections.Generic;\nglobal using RnnModular;\n";

    static readonly CSharpParseOptions _parsing = new(LanguageVersion.Latest, DocumentationMode.None);

    static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        warningLevel: 0,
        deterministic: true);

    /// <summary>Compiles a spec and C# of our own beside it.</summary>
    /// <param name="source">A spec without errors.</param>
    /// <param name="name">Name of the assembly.</param>
    /// <param name="additions">More C# files.</param>
    /// <returns>The assembly's bytes.</returns>
    /// <exception cref="RnnException">The emitted C# has an error, which is a fault of ours.</exception>
    public static byte[] Compile(CellSource source, string name, params IEnumerable<string> additions)
    {
        string declaration = $"namespace {source.Namespace};\npublic sealed partial class {source.ClassName};\n";
        IEnumerable<string> texts = CellCompilation.Compile(source).Files.Select(f => f.Text).Append(declaration).Append(GlobalUsings).Concat(additions);
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            texts.AsParallel().AsOrdered().Select(t => CSharpSyntaxTree.ParseText(t, _parsing)),
            MetadataReferences.All,
            _options);
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        return result.Success ? image.ToArray() : throw Fault(source, result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error));
    }

    static RnnException Fault(CellSource source, Diagnostic error) => new(
        FailureKind.Plugin,
        $"The cell '{source.Id}' cannot be compiled because the C# made of it has an error ({error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}); this is a fault of the compiler, please report it with the equations.");
}
